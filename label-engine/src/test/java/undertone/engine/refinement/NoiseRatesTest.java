package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;

/// q and η that were put into votes are found again, where they were put.
class NoiseRatesTest {
  private static final List<String> LABELS = List.of("anger", "fear", "happiness", "sadness");
  private static final Offset<Double> NEAR = within(.05);
  private static final double CARELESS = .35;
  private static final double CAREFUL = .05;

  /// Two voters: one of them loses the truth often, and of sad clips always where he does.
  private static List<RefinementClip> clips(SplittableRandom random) {
    var clips = new ArrayList<RefinementClip>();
    for (int i = 0; i < 1200; i++) {
      var truth = LABELS.get(i % LABELS.size());
      var ballots =
          List.of(
              Ballot.of("ada", said(truth, CAREFUL, random)),
              Ballot.of("ben", said(truth, truth.equals("sadness") ? CARELESS : CAREFUL, random)));
      clips.add(
          new RefinementClip(
              "c%04d".formatted(i), "c%04d".formatted(i), ballots, null, truth, Set.of()));
    }
    return clips;
  }

  private static CandidateSet said(String truth, double wrong, SplittableRandom random) {
    if (random.nextDouble() >= wrong) {
      return CandidateSet.of(truth);
    }
    var others = LABELS.stream().filter(label -> !label.equals(truth)).toList();
    return CandidateSet.of(others.get(random.nextInt(others.size())));
  }

  /// A run that knows the truth of every clip but says so with little doubt left.
  private static RefinementResult knowing(List<RefinementClip> clips) {
    var outcomes = new ArrayList<ClipOutcome>();
    for (var clip : clips) {
      var top = new ArrayList<ClipOutcome.LabelProbability>();
      LABELS.forEach(label ->
          top.add(
              new ClipOutcome.LabelProbability(label, label.equals(clip.trusted()) ? .97 : .01)));
      var set = clip.candidates();
      outcomes.add(
          new ClipOutcome(
              clip.id(),
              set,
              set,
              List.of(),
              List.of(),
              String.valueOf(clip.trusted()),
              .97,
              0,
              false,
              set.size() < LABELS.size(),
              0,
              0,
              0,
              0,
              0,
              0,
              List.of(),
              top,
              List.of(),
              new ClipOutcome.Evidence(0, 0, 2, 0),
              true,
              List.of()));
    }
    return new RefinementResult(
        LABELS,
        outcomes,
        new RefinementResult.RunFacts(
            0, 0, 0, 1, List.of(), List.of(), 0, null, null, "", "", "cpu"));
  }

  @Test
  void each_voter_has_the_rates_that_were_put_into_its_votes() {
    var clips = clips(new SplittableRandom(4));

    var rates = NoiseRates.of(clips, knowing(clips));

    var ada =
        rates.byVoter().stream().filter(r -> r.name().equals("ada")).findFirst().orElseThrow();
    var ben =
        rates.byVoter().stream().filter(r -> r.name().equals("ben")).findFirst().orElseThrow();
    assertThat(ada.clips()).isEqualTo(1200);
    assertThat(ada.noiseRate()).isCloseTo(CAREFUL, NEAR);
    assertThat(ben.noiseRate()).isCloseTo((3 * CAREFUL + CARELESS) / 4, NEAR);
    assertThat(ben.partialRate()).isCloseTo(ben.noiseRate() / 3, NEAR); // sets of one
  }

  @Test
  void a_label_whose_sets_lose_it_stands_out() {
    var clips = new ArrayList<RefinementClip>();
    for (var clip : clips(new SplittableRandom(9))) { // ben alone
      clips.add(
          new RefinementClip(
              clip.id(),
              clip.group(),
              List.of(clip.ballots().getLast()),
              null,
              clip.trusted(),
              Set.of()));
    }

    var rates = NoiseRates.of(clips, knowing(clips));

    assertThat(rates.byLabel()).extracting(NoiseRates.Rates::name).isEqualTo(LABELS);
    for (var label : rates.byLabel()) {
      assertThat(label.clips()).isCloseTo(300, within(30.0));
      assertThat(label.noiseRate())
          .as(label.name())
          .isCloseTo(label.name().equals("sadness") ? CARELESS : CAREFUL, NEAR);
    }
  }

  @Test
  void confirmed_clips_tell_nothing_of_noise_that_is_left() {
    var clips = clips(new SplittableRandom(4));
    var confirmed = new ArrayList<RefinementClip>();
    clips.forEach(clip ->
        confirmed.add(
            new RefinementClip(
                clip.id(), clip.group(), clip.ballots(), clip.trusted(), null, Set.of())));

    var rates = NoiseRates.of(confirmed, knowing(clips));

    assertThat(rates.byLabel()).isEmpty();
    assertThat(rates.byVoter()).isEmpty();
  }
}
