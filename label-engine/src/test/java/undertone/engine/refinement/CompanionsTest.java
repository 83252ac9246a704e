package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import undertone.corpora.CandidateSet;
import undertone.engine.refinement.ClipOutcome.LabelProbability;

/// Methods that weigh named voters, with or without a look at the clips.
class CompanionsTest {
  private static final List<String> LABELS = List.of("anger", "fear", "joy", "neutral");
  private static final double[] ABILITIES = {.9, .85, .6, .45, .4, .8};
  private static final int CLIPS = 600;

  private final int[] truth = new SplittableRandom(5).ints(CLIPS, 0, 4).toArray();

  /// Six voters of known ability, three on each clip; features tell the truth through a blur.
  private RefinementInput corpus() {
    var random = new SplittableRandom(6);
    var clips = new ArrayList<RefinementClip>();
    var features = new float[CLIPS][8];
    for (int i = 0; i < CLIPS; i++) {
      var ballots = new ArrayList<Ballot>();
      for (int turn = 0; turn < 3; turn++) {
        int voter = (i + turn * (1 + i / 6 % 2)) % 6;
        boolean right = random.nextDouble() < ABILITIES[voter];
        int said = right ? truth[i] : (truth[i] + random.nextInt(1, 4)) % 4;
        ballots.add(Ballot.of("voter" + voter, CandidateSet.of(LABELS.get(said))));
      }
      for (int e = 0; e < 8; e++) {
        features[i][e] = (float) ((e == truth[i] ? 2.2 : 0) + random.nextGaussian());
      }
      clips.add(RefinementClip.voted("clip%03d".formatted(i), "clip%03d".formatted(i), ballots));
    }
    return new RefinementInput(LABELS, clips, FeatureTable.of(features));
  }

  private static RefinementResult run(String recipe, RefinementInput input) {
    var plan = RefinementPlan.DEFAULT.withFolds(3, 1).withEpochs(6).withSeed(1);
    return RefinementRecipe.of(recipe)
        .refinement()
        .run(input, plan, Checkpoints.inMemory(), RunListener.SILENT);
  }

  private double accuracy(RefinementResult result) {
    return IntStream.range(0, CLIPS)
            .filter(i -> result.clips().get(i).proposed().equals(LABELS.get(truth[i])))
            .count()
        / (double) CLIPS;
  }

  @ParameterizedTest
  @EnumSource(
      value = RefinementMethod.class,
      names = {"DAWID_SKENE", "GLAD", "MACE"})
  void who_weighs_voters_beats_who_counts_them(RefinementMethod method) {
    var input = corpus();
    var counted = accuracy(run("majority", input));
    var weighed = run(method.written(), input);

    assertThat(accuracy(weighed)).as(method.written()).isGreaterThan(counted + .01);
    assertThat(weighed.clips())
        .allSatisfy(clip -> {
          assertThat(sum(clip.top())).isCloseTo(1, offset(1e-9));
          assertThat(clip.content()).isEmpty(); // nobody looked
          assertThat(clip.neighbours()).isEmpty();
          assertThat(clip.evidence().voters()).isEqualTo(3);
        });
  }

  @Test
  void votes_and_looks_together_beat_either_alone() {
    var input = corpus();
    double votes = accuracy(run("dawid-skene", input));
    var both = run("crowdlab", input);
    double looks =
        both.clips().stream()
                .filter(c -> c.content().getFirst().label().equals(truthOf(c.clip())))
                .count()
            / (double) CLIPS;

    assertThat(accuracy(both)).isGreaterThan(Math.max(votes, looks) + .01);
    assertThat(both.clips())
        .allSatisfy(clip -> assertThat(sum(clip.content())).isCloseTo(1, offset(1e-5)));
  }

  private String truthOf(String clip) {
    return LABELS.get(truth[Integer.parseInt(clip.substring(4))]);
  }

  private static double sum(List<LabelProbability> shares) {
    return shares.stream().mapToDouble(LabelProbability::probability).sum();
  }

  @Test
  void confident_learning_contradicts_wrong_labels_of_one_voter() {
    var input = corpus();
    var given = new ArrayList<RefinementClip>();
    for (var clip : input.clips()) { // one label a clip, a fifth of them turned
      int i = Integer.parseInt(clip.id().substring(4));
      int said = i % 5 == 0 ? (truth[i] + 1) % 4 : truth[i];
      var ballot = new Ballot("table", CandidateSet.of(LABELS.get(said)), false, 1);
      given.add(RefinementClip.voted(clip.id(), clip.group(), List.of(ballot)));
    }
    var found = run("confident-learning", new RefinementInput(LABELS, given, input.features()));

    assertThat(accuracy(found)).isGreaterThan(.8 + .04);
    double wrong = meanNoise(found, true);
    double right = meanNoise(found, false);
    assertThat(wrong).isGreaterThan(right + .3);
  }

  private static double meanNoise(RefinementResult result, boolean turned) {
    return result.clips().stream()
        .filter(c -> Integer.parseInt(c.clip().substring(4)) % 5 == 0 == turned)
        .mapToDouble(ClipOutcome::noiseProbability)
        .average()
        .orElseThrow();
  }

  @Test
  void a_companion_can_weigh_what_networks_see() {
    var found = run("irnet+crowdlab", corpus());

    assertThat(RefinementRecipe.of("irnet+crowdlab").written()).isEqualTo("irnet+crowdlab");
    assertThat(found.clips()).allMatch(clip -> !clip.content().isEmpty());
    assertThat(accuracy(found)).isGreaterThan(.8);
    assertThatThrownBy(() -> RefinementRecipe.of("irnet+guessing"))
        .hasMessageContaining("trusted, crowdlab or confident-learning");
    assertThatThrownBy(() -> RefinementRecipe.of("glad+crowdlab"))
        .hasMessageContaining("joined to glad");
  }

  @ParameterizedTest
  @EnumSource(
      value = RefinementMethod.class,
      names = {"DAWID_SKENE", "GLAD", "MACE", "LABEL_MODEL", "CROWDLAB"})
  void too_few_voters_or_nameless_ones_are_refused(RefinementMethod method) {
    var one = with(corpus(), clip -> List.of(Ballot.of("ada", CandidateSet.of("joy"))));
    var crowd =
        with(corpus(), clip -> List.of(new Ballot("votes", CandidateSet.of("joy"), false, 4)));

    assertThatThrownBy(() -> run(method.written(), one))
        .isInstanceOf(VotersMissingException.class)
        .hasMessageContaining("needs at least %d voters but found 1".formatted(method.voters()));
    assertThatThrownBy(() -> run(method.written(), crowd))
        .isInstanceOf(VotersMissingException.class)
        .hasMessageContaining("anonymous counts");
  }

  private interface Said {
    List<Ballot> of(RefinementClip clip);
  }

  private static RefinementInput with(RefinementInput input, Said said) {
    var clips =
        input.clips().stream()
            .map(clip -> RefinementClip.voted(clip.id(), clip.group(), said.of(clip)))
            .toList();
    return new RefinementInput(input.labels(), clips, input.features());
  }

  @Test
  void what_curators_settled_and_ruled_out_stands() {
    var input = corpus();
    var clips = new ArrayList<>(input.clips());
    var first = clips.get(0);
    clips.set(
        0,
        new RefinementClip(first.id(), first.group(), first.ballots(), "neutral", null, Set.of()));
    var held = clips.get(1).candidates().labels().getFirst();
    clips.set(
        1,
        new RefinementClip(
            clips.get(1).id(),
            clips.get(1).group(),
            clips.get(1).ballots(),
            null,
            null,
            Set.of(held)));
    var told = new RefinementInput(LABELS, clips, input.features());

    for (var recipe : List.of("dawid-skene", "mace", "crowdlab", "confident-learning")) {
      var found = run(recipe, told).clips();
      assertThat(found.get(0).proposed()).as(recipe).isEqualTo("neutral");
      assertThat(found.get(0).noiseProbability()).as(recipe).isZero();
      assertThat(found.get(1).top())
          .as(recipe)
          .filteredOn(share -> share.label().equals(held))
          .allSatisfy(share -> assertThat(share.probability()).isZero());
    }
  }

  @Test
  void candidate_sets_are_weighed_as_one_vote_each() {
    var random = new SplittableRandom(7);
    var input = // a third of the voters hold a second label possible
        with(
            corpus(),
            clip ->
                clip.ballots().stream()
                    .map(b -> {
                      var second = LABELS.get(random.nextInt(4));
                      return random.nextInt(3) == 0
                          ? Ballot.ranked(b.voter(), b.held().union(CandidateSet.of(second)))
                          : b;
                    })
                    .toList());

    var masses = NamedVotes.inParts(LABELS, input.clips()).votes().massBy();
    assertThat(Arrays.stream(masses).sum()).isCloseTo(3.0 * CLIPS, offset(1e-6));
    double counted = accuracy(run("majority", input));
    for (var recipe : List.of("dawid-skene", "glad", "crowdlab")) {
      var found = run(recipe, input);
      assertThat(accuracy(found)).as(recipe).isGreaterThan(counted);
    }
  }

  @Test
  void the_label_model_weighs_machines_that_all_speak() {
    var input = corpus();
    var random = new SplittableRandom(8);
    var machines =
        with(
            input,
            clip -> {
              int t = truth[Integer.parseInt(clip.id().substring(4))];
              var ballots = new ArrayList<Ballot>();
              for (int m = 0; m < 6; m++) {
                boolean right = random.nextDouble() < ABILITIES[m];
                int said = right ? t : (t + random.nextInt(1, 4)) % 4;
                ballots.add(Ballot.of("machine" + m, CandidateSet.of(LABELS.get(said))));
              }
              return ballots;
            });

    assertThat(accuracy(run("label-model", machines)))
        .isGreaterThan(accuracy(run("majority", machines)));
  }

  @Test
  void networks_can_start_from_what_voters_are_worth() {
    var clips = corpus().clips();
    var votes = new VoteTable(LABELS, clips);
    var counted = Start.VOTES.confidence(votes.sets(), votes, LABELS, clips);
    var weighed = Start.DAWID_SKENE.confidence(votes.sets(), votes, LABELS, clips);
    var alike = Start.UNIFORM.confidence(votes.sets(), votes, LABELS, clips);

    assertThat(believedTruth(weighed)).isGreaterThan(believedTruth(counted) + .05);
    assertThat(believedTruth(counted)).isGreaterThan(believedTruth(alike));
    for (int i = 0; i < CLIPS; i++) {
      for (int k = 0; k < 4; k++) {
        assertThat(weighed[i][k] > 0).isEqualTo(votes.sets()[i][k]);
      }
    }
    assertThat(Start.of("dawid-skene")).isEqualTo(Start.DAWID_SKENE);
    assertThatThrownBy(() -> Start.of("glad")).hasMessageContaining("votes, uniform, dawid-skene");
  }

  private double believedTruth(float[][] confidence) {
    return IntStream.range(0, CLIPS).mapToDouble(i -> confidence[i][truth[i]]).average().orElse(0);
  }
}
