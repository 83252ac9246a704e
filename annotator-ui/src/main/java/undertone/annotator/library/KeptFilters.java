package undertone.annotator.library;

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

/// Filters a person keeps in a corpus to come back to, each as the query of an address. Theirs
/// alone.
@Service
@Transactional
public class KeptFilters {

  /// A list that can be narrowed.
  public enum Room {
    CLIPS("clips", Right.READ),
    SEARCH("search", Right.READ),
    REVIEW("review", Right.REVIEW);

    private final String written;
    private final Right right;

    Room(String written, Right right) {
      this.written = written;
      this.right = right;
    }
  }

  private final Rights rights;
  private final CurrentPerson person;
  private final SavedViews views;

  KeptFilters(Rights rights, CurrentPerson person, SavedViews views) {
    this.rights = rights;
    this.person = person;
    this.views = views;
  }

  /// Oldest first.
  @Transactional(readOnly = true)
  public List<SavedView> of(CorpusId corpus, Room room) {
    return views.of(permitted(corpus, room), corpus, room.written);
  }

  /// Keeps a filter; one of the same name is replaced.
  ///
  /// @param query of the address that shows it
  public void keep(CorpusId corpus, Room room, String name, String query) {
    var me = permitted(corpus, room);
    try {
      views.keep(me, corpus, room.written, name, query);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  public void letGo(CorpusId corpus, Room room, String name) {
    views.drop(permitted(corpus, room), corpus, room.written, name);
  }

  private AccountId permitted(CorpusId corpus, Room room) {
    rights.require(corpus, room.right);
    return person.account().id();
  }
}
