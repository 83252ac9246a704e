package undertone.annotator.labelling;

import java.util.Optional;
import org.springframework.stereotype.Component;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.queue.Lease;
import undertone.corpora.vote.Vote;

/// What an annotator is told of a gold clip after they have answered it, where the plan says so.
@Component
class GoldWord {

  private final AnnotationPlans plans;
  private final Catalogue catalogue;
  private final Library library;

  GoldWord(AnnotationPlans plans, Catalogue catalogue, Library library) {
    this.plans = plans;
    this.catalogue = catalogue;
    this.library = library;
  }

  /// @param label the gold label
  /// @param held whether it was among the candidates
  record Told(String label, boolean held) {}

  Optional<Told> after(CorpusId corpus, Lease lease, Vote vote) {
    if (!lease.gold() || !plans.of(corpus).feedback()) {
      return Optional.empty();
    }
    // A word counts as the label it stands for.
    var held = catalogue.past(corpus).at(vote.castAt()).candidates(vote.candidates());
    return library.goldOf(lease.clip()).map(label -> new Told(label, held.contains(label)));
  }
}
