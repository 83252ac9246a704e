package undertone.annotator.curation;

import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.view.SavedViews;

/// How a curator likes to review a corpus: whether voters' names are hidden from them. Theirs
/// alone.
@Service
@Transactional
public class ReviewHabits {

  private static final String LOOKING = "review-looking";
  private static final String NAMELESS = "nameless";

  private final Rights rights;
  private final CurrentPerson person;
  private final SavedViews views;

  ReviewHabits(Rights rights, CurrentPerson person, SavedViews views) {
    this.rights = rights;
    this.person = person;
    this.views = views;
  }

  /// Whether the curator judges without knowing who voted.
  @Transactional(readOnly = true)
  public boolean nameless(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return views.of(me(), corpus, LOOKING).stream().anyMatch(v -> v.name().equals(NAMELESS));
  }

  public void nameless(CorpusId corpus, boolean hidden) {
    rights.require(corpus, Right.REVIEW);
    if (hidden) {
      views.keep(me(), corpus, LOOKING, NAMELESS, "");
    } else {
      views.drop(me(), corpus, LOOKING, NAMELESS);
    }
  }

  private AccountId me() {
    return person.account().id();
  }
}
