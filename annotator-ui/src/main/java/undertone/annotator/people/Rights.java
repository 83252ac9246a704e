package undertone.annotator.people;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import undertone.corpora.CorpusId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.UnknownCorpusException;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.Membership;
import undertone.corpora.people.People;

/// Answers whether the person who acts may do something. Every application service asks here first.
///
/// A corpus one has no part in answers exactly like one that does not exist.
@Component
public class Rights {

  private final CurrentPerson person;
  private final People people;
  private final Catalogue catalogue;

  Rights(CurrentPerson person, People people, Catalogue catalogue) {
    this.person = person;
    this.people = people;
    this.catalogue = catalogue;
  }

  /// Lets pass whoever has the right.
  ///
  /// @throws NotSignedInException if nobody is signed in
  /// @throws UnknownCorpusException if there is no such corpus, or the person has no part in it
  /// @throws NotAllowedException if the person's role or token does not carry the right
  public Corpus require(CorpusId corpus, Right right) {
    var found = requirePart(corpus);
    if (!roleAllows(corpus, right)) {
      throw new NotAllowedException(
          "Your role in %s does not allow this; ask one of its owners.", found.name());
    }
    requireScope(right);
    return found;
  }

  /// Lets pass people at a browser, and tokens whose scopes cover a right.
  public void requireScope(Right right) {
    person.account();
    if (!person.covers(right.scope())) {
      throw new NotAllowedException(
          "This token lacks the scope %s; make one that has it.", right.scope());
    }
  }

  /// Whether the person has the right; false also for a corpus that does not exist.
  public boolean may(CorpusId corpus, Right right) {
    return person.signedIn()
        && catalogue.find(corpus).isPresent()
        && roleAllows(corpus, right)
        && person.covers(right.scope());
  }

  /// Lets pass whoever has any part in the corpus, whatever the role.
  ///
  /// @throws UnknownCorpusException if there is no such corpus, or the person has no part in it
  public Corpus requirePart(CorpusId corpus) {
    if (!hasPart(corpus)) {
      throw new UnknownCorpusException(corpus);
    }
    return catalogue.require(corpus);
  }

  /// Whether the person has any part in the corpus, whatever the role.
  public boolean hasPart(CorpusId corpus) {
    return person.account().isAdmin() || myRole(corpus).isPresent();
  }

  /// Lets pass administrators of the installation.
  ///
  /// @throws NotAllowedException for everybody else
  public void requireAdmin() {
    if (!person.account().isAdmin()) {
      throw new NotAllowedException("Only an administrator may do this.");
    }
    requireScope(Right.MANAGE);
  }

  public boolean isAdmin() {
    return person.signedIn() && person.account().isAdmin() && person.covers(Right.MANAGE.scope());
  }

  /// The corpora the person has a part in, by name; all of them for an administrator.
  public List<Corpus> visible() {
    var account = person.account();
    if (account.isAdmin()) {
      return catalogue.all();
    }
    var mine =
        people.membershipsOf(account.id()).stream()
            .map(Membership::corpus)
            .collect(Collectors.toSet());
    return catalogue.all().stream().filter(c -> mine.contains(c.id())).toList();
  }

  /// The role the person was given in a corpus; an administrator may have none and still has every
  /// right.
  public Optional<CorpusRole> myRole(CorpusId corpus) {
    return people.roleIn(corpus, person.account().id());
  }

  private boolean roleAllows(CorpusId corpus, Right right) {
    return person.account().isAdmin() || myRole(corpus).filter(right::grantedTo).isPresent();
  }
}
