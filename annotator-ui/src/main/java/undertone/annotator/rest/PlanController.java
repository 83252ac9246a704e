package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.plans.PlanDesk;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.GoldRecord;

/// How a corpus is handed out: passes over single cues, gold clips mixed in, and what is seen of
/// conversations.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class PlanController {

  private final PlanDesk plans;

  PlanController(PlanDesk plans) {
    this.plans = plans;
  }

  /// @param face annotators who judge each clip by its picture alone; 0 for no such pass
  /// @param voice by its sound alone
  /// @param words by its transcript alone
  /// @param listener annotators who say of each turn of a conversation what whoever listens feels;
  ///   null leaves it as it is
  /// @param goldEvery one gold clip in so many hand-outs; 0 for none
  /// @param feedback whether annotators are told the gold label after answering
  /// @param goldSplit the pool: gold clips of this split; null for all
  /// @param context which turns stand beside a whole clip: `NONE`, `BEFORE` or `AROUND`; null
  ///   leaves it as it is
  record PlanBody(
      int face,
      int voice,
      int words,
      @Nullable Integer listener,
      int goldEvery,
      boolean feedback,
      @Nullable @Size(max = 100) String goldSplit,
      @Nullable Context context) {

    /// @param before what stays where the body does not say otherwise
    AnnotationPlan plan(AnnotationPlan before) {
      try {
        return new AnnotationPlan(
            face,
            voice,
            words,
            listener == null ? before.listener() : listener,
            goldEvery,
            feedback,
            goldSplit,
            context == null ? before.context() : context);
      } catch (InvalidValueException e) {
        throw new InvalidRequestException(e);
      }
    }
  }

  /// @param heldShare of the clips, how many had the gold label among the candidates, 0..1
  /// @param firstShare how many had it as the first choice, 0..1
  record GoldInfo(
      String voter,
      long clips,
      long pool,
      long held,
      long first,
      double heldShare,
      double firstShare) {
    static GoldInfo of(GoldRecord gold) {
      return new GoldInfo(
          gold.name(),
          gold.clips(),
          gold.pool(),
          gold.held(),
          gold.first(),
          gold.heldShare(),
          gold.firstShare());
    }
  }

  @GetMapping("/annotation-plan")
  PlanDesk.Planned plan(@PathVariable CorpusId corpus) {
    return plans.of(corpus);
  }

  @PutMapping("/annotation-plan")
  PlanDesk.Planned put(@PathVariable CorpusId corpus, @Valid @RequestBody PlanBody body) {
    return plans.put(corpus, body.plan(plans.of(corpus).plan()));
  }

  /// How annotators answered gold clips they did not know for such.
  @GetMapping("/gold-checks")
  List<GoldInfo> goldChecks(@PathVariable CorpusId corpus) {
    return plans.goldChecks(corpus).stream().map(GoldInfo::of).toList();
  }
}
