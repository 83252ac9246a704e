package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import undertone.corpora.CandidateSet;
import undertone.corpora.Modality;
import undertone.engine.features.Channel;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.FeatureProgress;

/// Clips with a face and a voice, each of which tells only half of the label.
class FusionTest {
  private static final List<String> LABELS = List.of("calm", "content", "angry", "elated");
  private static final int CLIPS = 300;
  private static final int WIDTH = 6;

  @TempDir private Path folder;

  /// What a clip shows on one channel: its bit of the truth as a shift of all numbers, and noise.
  private static final class Sense implements FeatureExtractor {
    private final Channel channel;
    private final int bit;
    private final double lacking; // share of the clips that have nothing on the channel

    Sense(Channel channel, int bit, double lacking) {
      this.channel = channel;
      this.bit = bit;
      this.lacking = lacking;
    }

    @Override
    public String id() {
      return "sense-" + bit;
    }

    @Override
    public int version() {
      return 1;
    }

    @Override
    public String parameters() {
      return "lacking=" + lacking;
    }

    @Override
    public Channel channel() {
      return channel;
    }

    @Override
    public int dim() {
      return WIDTH;
    }

    @Override
    public boolean supports(ClipSource clip) {
      return true;
    }

    @Override
    public Optional<float[]> extract(ClipSource clip) {
      int number = Integer.parseInt(clip.clip());
      var random = new SplittableRandom(31L * number + bit);
      if (random.nextDouble() < lacking) {
        return Optional.empty();
      }
      int half = (truth(number) >> bit) & 1;
      var vector = new float[WIDTH];
      for (int d = 0; d < WIDTH; d++) {
        vector[d] = (float) (2 * half - 1 + random.nextGaussian());
      }
      return Optional.of(vector);
    }
  }

  private static int truth(int clip) {
    return new SplittableRandom(clip).nextInt(LABELS.size());
  }

  private double right(FeatureExtractor... senses) throws Exception {
    var sources =
        IntStream.range(0, CLIPS)
            .mapToObj(i ->
                new ClipSource(
                    "" + i,
                    Modality.VIDEO,
                    folder.resolve("none"),
                    "%064x".formatted(i),
                    null,
                    null))
            .toList();
    var vectors =
        new ClipFeatures(List.of(senses), new FeatureCache(folder.resolve("cache")), 1)
            .vectors(sources, FeatureProgress.SILENT);
    var sets =
        CandidateProtocol.IRNET.sets(
            IntStream.range(0, CLIPS).map(FusionTest::truth).toArray(), LABELS.size(), .3, .1, 5);
    var clips = new ArrayList<RefinementClip>();
    for (int i = 0; i < CLIPS; i++) {
      int clip = i;
      var held =
          IntStream.range(0, LABELS.size())
              .filter(k -> sets[clip][k])
              .mapToObj(LABELS::get)
              .toList();
      clips.add(
          RefinementClip.voted(
              "%04d".formatted(i), "g" + i, List.of(Ballot.of("kim", new CandidateSet(held)))));
    }
    var plan = RefinementPlan.DEFAULT.withFolds(3, 1).withEpochs(15);
    var result =
        RefinementRecipe.of("irnet")
            .refinement()
            .run(
                new RefinementInput(LABELS, clips, FeatureTable.of(vectors.x())),
                plan,
                Checkpoints.inMemory(),
                RunListener.SILENT);
    // what networks that never saw a clip say of it, votes left aside
    return result.clips().stream()
            .filter(o -> best(o).equals(LABELS.get(truth(Integer.parseInt(o.clip())))))
            .count()
        / (double) CLIPS;
  }

  private static String best(ClipOutcome outcome) {
    return outcome.content().getFirst().label();
  }

  @Test
  void face_and_voice_together_tell_what_neither_tells_alone() throws Exception {
    double face = right(new Sense(Channel.VISUAL, 0, 0));
    double voice = right(new Sense(Channel.AUDIO, 1, 0));
    double both = right(new Sense(Channel.VISUAL, 0, 0), new Sense(Channel.AUDIO, 1, 0));

    assertThat(face).isLessThan(.7);
    assertThat(voice).isLessThan(.7);
    assertThat(both).isGreaterThan(.85);
  }

  @Test
  void a_clip_without_a_voice_is_still_judged_by_its_face() throws Exception {
    double gaps = right(new Sense(Channel.VISUAL, 0, 0), new Sense(Channel.AUDIO, 1, .4));
    double voice = right(new Sense(Channel.AUDIO, 1, .4));

    assertThat(gaps).isGreaterThan(voice + .1).isGreaterThan(.65);
  }
}
