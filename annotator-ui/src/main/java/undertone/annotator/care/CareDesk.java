package undertone.annotator.care;

import org.springframework.stereotype.Service;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.care.Caring;
import undertone.corpora.care.Wishes;
import undertone.corpora.clip.Library;

/// What people ask for themselves, how much of what is hard to bear a corpus hands out a day, and a
/// curator's word on what is.
@Service
public class CareDesk {

  private final Caring caring;
  private final Library library;
  private final Rights rights;
  private final CurrentPerson person;

  CareDesk(Caring caring, Library library, Rights rights, CurrentPerson person) {
    this.caring = caring;
    this.library = library;
    this.rights = rights;
    this.person = person;
  }

  /// What the person asked for themselves.
  public Wishes mine() {
    return caring.of(person.account().id());
  }

  /// @param spared whether they are never handed a distressing clip
  /// @param breakMinutes minutes of work before they are reminded of a break; 0 for no reminder
  public void wish(boolean spared, int breakMinutes) {
    var me = person.account().id();
    try {
      caring.wish(me, new Wishes(spared, breakMinutes));
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  public int budget(CorpusId corpus) {
    rights.require(corpus, Right.MANAGE);
    return caring.budget(corpus);
  }

  /// @param budget distressing clips one annotator is handed a day; 0 for no limit
  public void limit(CorpusId corpus, int budget) {
    rights.require(corpus, Right.MANAGE);
    try {
      caring.limit(corpus, budget);
    } catch (InvalidValueException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Decides whether a clip is distressing; it answers what annotators reported.
  public void mark(CorpusId corpus, ClipId clip, boolean distressing) {
    rights.require(corpus, Right.REVIEW);
    library.require(corpus, clip);
    caring.mark(clip, distressing);
  }
}
