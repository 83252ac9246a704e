package undertone.annotator.labelling;

import java.util.Optional;
import org.springframework.stereotype.Component;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.Library;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.queue.Lease;

/// What an annotator is told of a gold clip after they have answered it, where the plan says so.
@Component
class GoldWord {

  private final AnnotationPlans plans;
  private final Library library;

  GoldWord(AnnotationPlans plans, Library library) {
    this.plans = plans;
    this.library = library;
  }

  /// @param label the gold label
  /// @param held whether it was among the candidates
  record Told(String label, boolean held) {}

  /// @param held labels that were answered, those that words stand for among them
  Optional<Told> after(CorpusId corpus, Lease lease, CandidateSet held) {
    if (!lease.gold() || !plans.of(corpus).feedback()) {
      return Optional.empty();
    }
    return library.goldOf(lease.clip()).map(label -> new Told(label, held.contains(label)));
  }
}
