package undertone.annotator.curation;

import java.util.List;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.view.SavedView;
import undertone.corpora.view.SavedViews;

/// How a curator likes to review a corpus: filters they come back to, and whether voters' names are
/// hidden from them. Theirs alone.
@Service
@Transactional
public class ReviewHabits {

  private static final String FILTERS = "review";
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

  /// Filters kept, oldest first; each holds the query of an address.
  @Transactional(readOnly = true)
  public List<SavedView> filters(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return views.of(me(), corpus, FILTERS);
  }

  /// Keeps a filter; one of the same name is replaced.
  ///
  /// @param query of the address that shows it
  public void keep(CorpusId corpus, String name, String query) {
    rights.require(corpus, Right.REVIEW);
    try {
      views.keep(me(), corpus, FILTERS, name, query);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  public void letGo(CorpusId corpus, String name) {
    rights.require(corpus, Right.REVIEW);
    views.drop(me(), corpus, FILTERS, name);
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
