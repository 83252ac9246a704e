package undertone.engine.captions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;

class PromptVoterTest {
  private static final List<String> LABELS = List.of("anger", "fear", "happiness", "sadness");
  private static final int WIDTH = 8;
  private static final double SCALE = 40; // far too sure, as contrastive models are

  private final Map<String, float[]> clips = new HashMap<>();
  private final Map<String, String> truths = new HashMap<>();

  /// Prompts of each label lie on an axis of their own.
  private static ZeroShotLabels prompts() {
    var asked = new int[1];
    return ZeroShotLabels.of(
        LABELS,
        PromptBook.english(),
        said -> {
          var axis = axis(asked[0]++);
          return said.stream().map(_ -> axis).toArray(float[][]::new);
        });
  }

  private static float[] axis(int label) {
    var axis = new float[WIDTH];
    axis[label] = 1;
    return axis;
  }

  /// Clips about their label's axis, so loosely that many lie nearer to another.
  private void drawn(int count, double spread, long seed) {
    var random = new SplittableRandom(seed);
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(LABELS.size());
      var vector = axis(label);
      for (int d = 0; d < WIDTH; d++) {
        vector[d] += (float) (spread * random.nextGaussian());
      }
      clips.put("clip%05d".formatted(i), Vectors.unit(vector));
      truths.put("clip%05d".formatted(i), LABELS.get(label));
    }
  }

  @Test
  void labels_that_the_same_words_ask_about_are_told_since_nothing_tells_them_apart() {
    var labels = List.of("happiness", "anger", "joy", "sadness"); // the book knows joy as happiness
    var prompts =
        ZeroShotLabels.of(
            labels,
            PromptBook.english(),
            said -> said.stream().map(text -> axis(text.length() % WIDTH)).toArray(float[][]::new));

    var voter = new PromptVoter(Map.of(), prompts, SCALE, Map.of());

    assertThat(voter.basis()).containsEntry("alike", List.of(List.of("happiness", "joy")));
    assertThat(new PromptVoter(Map.of(), prompts(), SCALE, Map.of()).basis())
        .containsEntry("alike", List.of());
  }

  private PromptVoter knowing(Map<String, String> settled) {
    return new PromptVoter(clips, prompts(), SCALE, settled);
  }

  private static Map<String, CandidateSet> votes(PromptVoter voter, Iterable<String> of) {
    var sources = new HashMap<String, ClipSource>();
    of.forEach(clip -> sources.put(clip, ClipSource.ofText(clip, "said")));
    return voter.look(List.copyOf(sources.values()), FeatureProgress.SILENT).votes();
  }

  private Map<String, String> settled(int every, int which) {
    var some = new HashMap<String, String>();
    truths.forEach((clip, label) -> {
      if (Math.floorMod(clip.hashCode(), every) == which) {
        some.put(clip, label);
      }
    });
    return some;
  }

  @Test
  void without_any_label_the_nearest_comes_first_and_a_set_stays_small() {
    clips.put("a", axis(2));
    clips.put("between", Vectors.unit(new float[] {.7f, 0, 0, .69f, 0, 0, 0, 0}));

    var votes = votes(knowing(Map.of()), clips.keySet());

    assertThat(votes.get("a")).isEqualTo(CandidateSet.of("happiness"));
    assertThat(votes.getOrDefault("between", CandidateSet.NONE).labels().subList(0, 2))
        .containsExactly("anger", "sadness");
    assertThat(votes.values()).allMatch(set -> set.size() <= 3);
    assertThat(knowing(Map.of()).basis()).containsEntry("calibrated", false);
  }

  @Test
  void of_a_clip_that_is_not_in_the_space_it_cannot_say_anything() {
    var said =
        knowing(Map.of()).look(List.of(ClipSource.ofText("late", "new")), FeatureProgress.SILENT);

    assertThat(said.votes()).isEmpty();
    assertThat(said.unseen()).containsOnlyKeys("late");
  }

  @Test
  void with_settled_clips_enough_sets_miss_the_truth_of_one_in_ten() {
    drawn(6000, .45, 3);
    var voter = knowing(settled(8, 0));

    var votes = votes(voter, clips.keySet());

    assertThat(voter.basis()).containsEntry("calibrated", true);
    double missed =
        votes.entrySet().stream()
                .filter(vote -> !vote.getValue().contains(truths.getOrDefault(vote.getKey(), "")))
                .count()
            / (double) clips.size();
    assertThat(missed).isBetween(.06, .14);
  }

  @Test
  void from_two_hundred_on_settled_clips_too_are_judged_by_what_others_taught() {
    drawn(250, .45, 8);
    var all = votes(knowing(truths), clips.keySet());

    long missed =
        all.entrySet().stream()
            .filter(vote -> !vote.getValue().contains(truths.getOrDefault(vote.getKey(), "")))
            .count();
    assertThat(missed / 250.0).isBetween(.02, .2);
    assertThat(all)
        .as("not as cosines alone have it")
        .isNotEqualTo(votes(knowing(Map.of()), clips.keySet()));
  }

  /// Else what it says of them could not be held against what they were settled as.
  @Test
  void what_a_clip_was_settled_as_says_nothing_of_its_own_vote() {
    drawn(2000, .45, 5);
    var some = settled(3, 1);
    assertThat(some).hasSizeGreaterThan(500);
    var clip = some.keySet().stream().sorted().findFirst().orElseThrow();
    var before = votes(knowing(some), List.of(clip));

    LABELS.forEach(label -> {
      some.put(clip, label);
      assertThat(votes(knowing(some), List.of(clip))).as(label).isEqualTo(before);
    });
  }

  @Test
  void labels_that_the_scheme_does_not_have_settle_nothing() {
    drawn(500, .3, 7);
    var some = new HashMap<>(truths);
    some.replaceAll((_, _) -> "awe");

    assertThat(knowing(some).basis())
        .containsEntry("settled", 0)
        .containsEntry("calibrated", false);
  }

  @Test
  void it_stops_when_it_is_asked_to() {
    clips.put("a", axis(0));
    var stopped =
        new FeatureProgress() {
          @Override
          public void advanced(int done, int of) {}

          @Override
          public boolean cancelled() {
            return true;
          }
        };

    assertThatThrownBy(
            () -> knowing(Map.of()).look(List.of(ClipSource.ofText("a", "said")), stopped))
        .isInstanceOf(CancellationException.class);
  }
}
