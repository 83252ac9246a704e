package undertone.annotator.plans;

import java.util.List;
import org.springframework.stereotype.Service;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.CueCopies;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.plan.GoldChecks;
import undertone.corpora.plan.GoldRecord;

/// Plans passes over single cues and gold clips mixed in, and says how the gold came out.
@Service
public class PlanDesk {

  private final AnnotationPlans plans;
  private final GoldChecks checks;
  private final CueCopies copies;
  private final RunDesk runs;
  private final Rights rights;

  PlanDesk(
      AnnotationPlans plans, GoldChecks checks, CueCopies copies, RunDesk runs, Rights rights) {
    this.plans = plans;
    this.checks = checks;
    this.copies = copies;
    this.runs = runs;
    this.rights = rights;
  }

  /// A plan and what the corpus has for it.
  ///
  /// @param pictures clips with a picture
  /// @param voices clips with sound
  /// @param transcripts clips with a transcript
  /// @param turns clips that are turns of a conversation
  /// @param gold gold clips there are to draw from
  /// @param splits splits that hold gold clips
  /// @param preparing copies of single cues that are still to be made
  public record Planned(
      AnnotationPlan plan,
      long pictures,
      long voices,
      long transcripts,
      long turns,
      long gold,
      List<String> splits,
      long preparing) {}

  public Planned of(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    var plan = plans.of(corpus);
    return new Planned(
        plan,
        plans.countWith(corpus, Cue.FACE),
        plans.countWith(corpus, Cue.VOICE),
        plans.countWith(corpus, Cue.WORDS),
        plans.countWith(corpus, Cue.LISTENER),
        plans.goldIn(corpus, plan),
        plans.splitsWithGold(corpus),
        preparing(corpus, plan));
  }

  /// Puts a corpus under a plan, and has the copies made that its passes need.
  ///
  /// @throws InvalidRequestException if a pass or the gold finds no clip it could be about
  public Planned put(CorpusId corpus, AnnotationPlan plan) {
    rights.require(corpus, Right.MANAGE);
    try {
      plans.put(corpus, plan);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
    if (preparing(corpus, plan) > 0) {
      runs.prepare(corpus);
    }
    return of(corpus);
  }

  /// How each annotator's answers to gold clips came out, by name.
  public List<GoldRecord> goldChecks(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return checks.of(corpus);
  }

  private long preparing(CorpusId corpus, AnnotationPlan plan) {
    return plan.singleCues().stream()
        .filter(cue -> cue != Cue.WORDS)
        .mapToLong(cue -> copies.countPending(corpus, cue))
        .sum();
  }
}
