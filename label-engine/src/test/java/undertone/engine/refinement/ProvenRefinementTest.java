package undertone.engine.refinement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import undertone.corpora.CandidateSet;

class ProvenRefinementTest {
  private static final List<String> LABELS = List.of("anger", "disgust", "fear", "joy");
  private static final int CONFIRMED = 400;
  private static final int GOLD = 40;

  private final AtomicReference<RefinementInput> seen = new AtomicReference<>();

  /// Confirmed clips in pairs, gold clips, open clips. Anger is voted as disgust now and then.
  private static RefinementInput input() {
    var clips = new ArrayList<RefinementClip>();
    for (int i = 0; i < CONFIRMED + GOLD + 100; i++) {
      var truth = LABELS.get(i % 4);
      var voted = i % 20 == 0 ? "disgust" : truth;
      boolean confirmed = i < CONFIRMED;
      boolean gold = !confirmed && i < CONFIRMED + GOLD;
      clips.add(
          new RefinementClip(
              "clip%04d".formatted(i),
              "pair%03d".formatted(i / 2),
              List.of(
                  Ballot.of("Ada", CandidateSet.of(voted)),
                  Ballot.of("Bo", CandidateSet.of(voted))),
              confirmed ? truth : null,
              gold ? truth : null,
              Set.of()));
    }
    return new RefinementInput(LABELS, clips, FeatureTable.of(new float[clips.size()][2]));
  }

  private static String truthOf(String clip) {
    return LABELS.get(Integer.parseInt(clip.substring(4)) % 4);
  }

  /// Answers by a rule of its own, from what it is shown.
  private RefinementResult proven(Function<RefinementClip, String> answer) {
    return proven(answer, false);
  }

  /// @param besideAll whether every clip has the confirmed ones for neighbours
  private RefinementResult proven(Function<RefinementClip, String> answer, boolean besideAll) {
    Refinement inner =
        (input, plan, checkpoints, listener) -> {
          seen.set(input);
          var majority = new MajorityRefinement().run(input, plan, checkpoints, listener);
          var clips = new HashMap<String, RefinementClip>();
          input.clips().forEach(c -> clips.put(c.id(), c));
          var outcomes =
              majority.clips().stream()
                  .map(o -> answering(o, answer.apply(Objects.requireNonNull(clips.get(o.clip())))))
                  .map(o -> besideAll ? o.beside(neighbours(input)) : o)
                  .toList();
          return new RefinementResult(input.labels(), outcomes, majority.facts());
        };
    return new ProvenRefinement(inner)
        .run(input(), RefinementPlan.DEFAULT, Checkpoints.inMemory(), RunListener.SILENT);
  }

  private static List<ClipOutcome.Neighbour> neighbours(RefinementInput input) {
    return input.clips().stream()
        .limit(CONFIRMED)
        .map(c ->
            new ClipOutcome.Neighbour(
                c.id(),
                1,
                c.candidates(),
                c.candidates().first().orElse(null),
                c.confirmed() != null,
                false))
        .toList();
  }

  private static ClipOutcome answering(ClipOutcome o, String label) {
    return new ClipOutcome(
        o.clip(),
        o.original(),
        o.refined(),
        o.added(),
        o.removed(),
        label,
        .9,
        o.noiseProbability(),
        !o.original().contains(label),
        o.informative(),
        o.margin(),
        o.views(),
        o.viewsAgreeing(),
        o.firstFlagEpoch(),
        o.lastFlagEpoch(),
        o.flagCount(),
        o.confidenceTrajectory(),
        o.top(),
        o.neighbours(),
        o.evidence(),
        o.outOfFold(),
        o.content());
  }

  private static RefinementResult.Proof proof(RefinementResult result) {
    return Objects.requireNonNull(result.proof());
  }

  @Test
  void a_run_that_knows_the_truth_is_right_in_all_it_corrects() {
    var result = proven(clip -> truthOf(clip.id()));

    var hidden = Objects.requireNonNull(proof(result).onHidden());
    assertThat(hidden.clips()).isBetween(80, 82);
    assertThat(hidden.precision().value()).isEqualTo(1);
    assertThat(hidden.recall().value()).isEqualTo(1);
    assertThat(hidden.precision().low()).isBetween(.7, .99); // few cases, honest interval
    var gold = Objects.requireNonNull(proof(result).onGold());
    assertThat(gold.clips()).isEqualTo(GOLD);
    assertThat(gold.recall().of()).isEqualTo(2); // anger voted as disgust
    assertThat(gold.perClass()).extracting(Corrections.OfClass::label).containsExactly("anger");
  }

  @Test
  void a_run_that_corrects_at_random_is_found_out() {
    var result =
        proven(clip -> LABELS.get((LABELS.indexOf(truthOf(clip.id())) + 1) % LABELS.size()));

    var hidden = Objects.requireNonNull(proof(result).onHidden());
    assertThat(hidden.precision().hits()).isZero();
    assertThat(Objects.requireNonNull(proof(result).precision()).value()).isZero();
  }

  @Test
  void a_run_that_believes_the_votes_corrects_nothing_and_proves_nothing() {
    var result = proven(clip -> clip.candidates().first().orElseThrow());

    assertThat(Objects.requireNonNull(proof(result).onHidden()).precision().of()).isZero();
    assertThat(Objects.requireNonNull(proof(result).onHidden()).recall().of()).isPositive();
    assertThat(proof(result).precision()).isNull();
  }

  @Test
  void hidden_clips_come_in_whole_groups_with_noise_of_the_known_rate_and_sets_of_their_size() {
    var result = proven(clip -> truthOf(clip.id()));

    var shown = Objects.requireNonNull(seen.get());
    var groups = new HashMap<String, Set<Boolean>>();
    int hidden = 0;
    int missing = 0;
    for (int i = 0; i < CONFIRMED; i++) {
      var clip = shown.clips().get(i);
      groups.computeIfAbsent(clip.group(), _ -> new HashSet<>()).add(clip.confirmed() == null);
      assertThat(clip.candidates().size()).isEqualTo(1);
      if (clip.confirmed() == null) {
        hidden++;
        missing += clip.candidates().contains(truthOf(clip.id())) ? 0 : 1;
      }
    }
    assertThat(groups.values()).allMatch(kinds -> kinds.size() == 1);
    // noise put in, and the one vote in twenty that was wrong before
    assertThat((double) missing / hidden).isCloseTo(ProvenRefinement.NOISE + .03, offset(.15));
    assertThat(proof(result).noiseRate()).isCloseTo((double) missing / hidden, offset(1e-9));
    // sets of one label: another stands in only where the truth is missing
    assertThat(proof(result).partialRate())
        .isCloseTo((double) missing / hidden / (LABELS.size() - 1), offset(1e-9));
  }

  @Test
  void a_hidden_clip_stays_what_its_curator_said() {
    var result = proven(_ -> "joy");

    var byId = new HashMap<String, ClipOutcome>();
    result.clips().forEach(o -> byId.put(o.clip(), o));
    var hidden =
        Objects.requireNonNull(seen.get()).clips().stream()
            .limit(CONFIRMED)
            .filter(c -> c.confirmed() == null)
            .toList();
    assertThat(hidden).isNotEmpty();
    for (var clip : hidden) {
      var outcome = Objects.requireNonNull(byId.get(clip.id()));
      assertThat(outcome.proposed()).isEqualTo(truthOf(clip.id()));
      assertThat(outcome.flagged()).isFalse();
      assertThat(outcome.noiseProbability()).isZero();
      assertThat(outcome.original())
          .isEqualTo(input().clips().get(Integer.parseInt(clip.id().substring(4))).candidates());
    }
  }

  @Test
  void a_neighbour_that_was_hidden_is_shown_as_its_curator_settled_it() {
    var result = proven(clip -> truthOf(clip.id()), true);

    var hidden = new HashSet<String>();
    Objects.requireNonNull(seen.get()).clips().stream()
        .limit(CONFIRMED)
        .filter(c -> c.confirmed() == null)
        .forEach(c -> hidden.add(c.id()));
    var shown =
        result.clips().stream()
            .flatMap(o -> o.neighbours().stream())
            .filter(n -> hidden.contains(n.clip()))
            .toList();
    assertThat(shown).isNotEmpty();
    assertThat(shown).allMatch(n -> n.confirmed() && truthOf(n.clip()).equals(n.label()));
  }

  @Test
  void precision_is_said_at_the_rate_of_wrong_labels_the_corpus_has() {
    // a tenth of right labels is spoilt, every wrong one is put right
    var cases = new ArrayList<Corrections.Case>();
    for (int i = 0; i < 1000; i++) {
      boolean misled = i % 2 == 0;
      boolean spoilt = !misled && i % 20 == 1;
      cases.add(new Corrections.Case(0, misled ? 1 : 0, spoilt ? 1 : 0, misled || spoilt, .5));
    }

    var often = Objects.requireNonNull(RefinementResult.Precision.at(.5, cases));
    var seldom = Objects.requireNonNull(RefinementResult.Precision.at(.05, cases));

    assertThat(often.value()).isCloseTo(.5 / (.5 + .5 * .1), offset(1e-9));
    assertThat(seldom.value()).isCloseTo(.05 / (.05 + .95 * .1), offset(1e-9));
    assertThat(seldom.low()).isLessThan(seldom.value());
  }

  @Test
  void few_confirmed_clips_are_all_needed_for_learning() {
    var few =
        input().clips().stream()
            .map(c ->
                Integer.parseInt(c.id().substring(4)) < 30
                    ? c
                    : RefinementClip.voted(c.id(), c.group(), c.ballots()))
            .toList();
    var result =
        new ProvenRefinement(new MajorityRefinement())
            .run(
                new RefinementInput(LABELS, few, input().features()),
                RefinementPlan.DEFAULT,
                Checkpoints.inMemory(),
                RunListener.SILENT);

    assertThat(proof(result).onHidden()).isNull();
    assertThat(proof(result).onGold()).isNull();
  }

  @Test
  void labels_are_mistaken_for_what_voters_mistake_them_for() {
    proven(clip -> truthOf(clip.id()));

    var mistakes = new HashMap<String, Integer>();
    Objects.requireNonNull(seen.get()).clips().stream()
        .limit(CONFIRMED)
        .filter(c -> c.confirmed() == null && truthOf(c.id()).equals("anger"))
        .filter(c -> !c.candidates().contains("anger"))
        .forEach(c -> mistakes.merge(c.candidates().first().orElseThrow(), 1, Integer::sum));
    assertThat(mistakes.getOrDefault("disgust", 0))
        .isGreaterThan(mistakes.getOrDefault("fear", 0) + mistakes.getOrDefault("joy", 0));
  }
}
