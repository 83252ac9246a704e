package undertone.engine.recognition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.corpora.Modality;
import undertone.corpora.track.Measure;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureProgress;

/// Films of a bar on a ground: the higher the bar the more pleasant, the brighter the ground the
/// more excited.
class RatingTuningTest {
  private static final int SIDE = 32;
  private static final SensesReader FILMS = RatingTuningTest::film;

  @TempDir Path folder;

  private static ClipSource clip(int number) {
    return ClipSource.ofMedia("film-" + number, Modality.VIDEO, Path.of("drawn"));
  }

  private static double valence(int number) {
    return new SplittableRandom(number).nextDouble(-.9, .9);
  }

  private static double arousal(int number) {
    return new SplittableRandom(number + 7_000L).nextDouble(-.9, .9);
  }

  private static Senses film(ClipSource clip) {
    int number = Integer.parseInt(clip.clip().substring(5));
    if (number % 20 == 19) {
      return Senses.NONE;
    }
    var random = new SplittableRandom(number + 99L);
    double top = (SIDE - 8) * (1 - valence(number)) / 2;
    int ground = (int) (90 + 70 * arousal(number));
    var frames = new ArrayList<byte[]>();
    for (int t = 0; t < 10; t++) {
      var frame = new byte[3 * SIDE * SIDE];
      for (int p = 0; p < SIDE * SIDE; p++) {
        int y = p / SIDE;
        boolean bar = y >= top && y < top + 8 && p % SIDE > 8 && p % SIDE < 24;
        for (int channel = 0; channel < 3; channel++) {
          frame[3 * p + channel] = (byte) ((bar ? 235 : ground) + random.nextInt(20));
        }
      }
      frames.add(frame);
    }
    return Senses.of(Optional.of(FaceFilm.even(SIDE, .16, frames)), Optional.empty());
  }

  /// Of every sixth only valence is known, of every seventh only arousal.
  private static List<RatedLesson> lessons(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          var rated = new HashMap<Measure, Double>();
          if (i % 7 != 6) {
            rated.put(Measure.VALENCE, valence(i));
          }
          if (i % 6 != 5 || i % 7 == 6) {
            rated.put(Measure.AROUSAL, arousal(i));
          }
          return new RatedLesson(clip(i), rated, "person " + i / 5 % 12);
        })
        .toList();
  }

  private static RatingTuning tuning(RecognitionPlan plan) {
    return new RatingTuning(plan, FILMS, Device.cpu());
  }

  @Test
  void a_tiny_model_learns_how_films_feel_and_rates_others() throws Exception {
    var plan = RecognitionPlan.usual("mae-dfer", "tiny").withEpochs(40);
    var done = tuning(plan).run(lessons(160), null, folder, RecognitionWatch.SILENT);

    var card = RatingCard.read(folder);
    assertThat(done.stage()).isEqualTo(Stage.RATING);
    assertThat(card.dimensions()).containsExactly("valence", "arousal");
    assertThat(card.figures().ccc()).as(card.toString()).isGreaterThan(.6);
    assertThat(card.figures().dimensions())
        .allSatisfy(one -> {
          assertThat(one.pcc()).isGreaterThan(.6);
          assertThat(one.rmse()).isBetween(.0, .5);
          assertThat(one.clips()).isPositive();
        });
    assertThat(card.figures().nothing()).isEqualTo(8);
    assertThat(card.bestEpoch()).isBetween(1, 40);
    assertThat(done.taught())
        .hasSize(card.figures().learnedFrom() + card.choosing())
        .doesNotContain("film-19");
    try (var model = Recognizer.open(folder, FILMS, Device.cpu())) {
      var others = IntStream.range(500, 519).mapToObj(RatingTuningTest::clip).toList();
      var said = model.rate(others, FeatureProgress.SILENT);

      double off = 0;
      for (int i = 500; i < 519; i++) {
        var rates = rates(said, "film-" + i);
        assertThat(rates.rated().values()).allMatch(value -> Math.abs(value) <= 1);
        assertThat(rates.seconds()).isCloseTo(9 * .16, within(1e-9));
        off += Math.abs(rates.rated().getOrDefault(Measure.VALENCE, Double.NaN) - valence(i)) / 19;
      }
      assertThat(off).as("guessing the mean: .45").isLessThan(.35);
      assertThat(model.rate(List.of(clip(519)), FeatureProgress.SILENT))
          .containsEntry("film-519", new Impression.CannotSay("no face"));
      assertThatThrownBy(() -> model.look(others, FeatureProgress.SILENT))
          .hasMessageContaining("was taught valence and arousal and knows no classes");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"svfap", "hicmae"})
  void the_others_learn_it_too_and_what_nobody_rated_is_not_said(String model) throws Exception {
    var pleasant =
        IntStream.range(0, 60)
            .mapToObj(i ->
                new RatedLesson(clip(i), Map.of(Measure.VALENCE, valence(i)), "person " + i % 12))
            .toList();
    tuning(RecognitionPlan.usual(model, "tiny").withEpochs(2))
        .run(pleasant, null, folder, RecognitionWatch.SILENT);

    var card = RatingCard.read(folder);
    assertThat(card.dimensions()).containsExactly("valence");
    assertThat(card.figures().dimensions()).hasSize(1);
    try (var recognizer = Recognizer.open(folder, FILMS, Device.cpu())) {
      var said = recognizer.rate(List.of(clip(1)), FeatureProgress.SILENT);
      assertThat(rates(said, "film-1").rated()).containsOnlyKeys(Measure.VALENCE);
    }
  }

  private static Impression.Rates rates(Map<String, Impression> said, String clip) {
    return (Impression.Rates) Objects.requireNonNull(said.get(clip), clip);
  }

  @Test
  void a_training_that_was_stopped_ends_as_one_that_was_not() throws Exception {
    var plan = RecognitionPlan.usual("svfap", "tiny").withEpochs(3);
    var whole =
        tuning(plan).run(lessons(60), null, folder.resolve("whole"), RecognitionWatch.SILENT);
    var stopped = folder.resolve("stopped");
    var steps = new int[1];
    var watch =
        new RecognitionWatch() {
          @Override
          public void step(RecognitionStep step) {
            steps[0]++;
          }

          @Override
          public boolean cancelled() {
            return steps[0] == 4;
          }
        };
    assertThatThrownBy(() -> tuning(plan).run(lessons(60), null, stopped, watch))
        .isInstanceOf(CancellationException.class);
    steps[0] = 100;

    var goneOn = tuning(plan).run(lessons(60), null, stopped, watch);

    assertThat(goneOn.hash()).isEqualTo(whole.hash());
    assertThat(RatingCard.read(stopped)).isEqualTo(RatingCard.read(folder.resolve("whole")));
  }

  @Test
  void too_few_rated_clips_are_told() {
    assertThatThrownBy(() ->
            tuning(RecognitionPlan.usual("svfap", "tiny"))
                .run(lessons(5), null, folder, RecognitionWatch.SILENT))
        .hasMessage(
            "Rating whole clips is learned from at least 8 that are rated and show what svfap reads,"
                + " but there are 5.");
    assertThatThrownBy(() -> new RatedLesson(clip(1), Map.of(Measure.unit(12), .5), "a"))
        .hasMessageContaining("a whole clip has valence, arousal or both");
  }

  @Test
  void a_dimension_that_does_not_vary_has_no_concordance_and_counts_as_none() {
    var figures =
        RatingFigures.of(
            List.of(new double[] {.5, .1}, new double[] {.5, .3}),
            List.of(
                Map.of(Measure.VALENCE, .5, Measure.AROUSAL, .1),
                Map.of(Measure.VALENCE, .5, Measure.AROUSAL, .3)),
            3,
            0,
            "");

    assertThat(figures.dimensions().getFirst().ccc()).isNull();
    assertThat(figures.dimensions().getLast().ccc()).isCloseTo(1, within(1e-9));
    assertThat(figures.ccc()).isCloseTo(.5, within(1e-9));
    assertThat(figures.dimensions().getLast().rmse()).isCloseTo(0, within(1e-9));
  }
}
