package undertone.annotator.shell.ui;

import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.VaadinSessionScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.Account;

/// Which rooms are open to the person at the screen, and in which corpus they were last.
@SpringComponent
@VaadinSessionScope
class Doors {

  /// A room one can go to.
  ///
  /// @param name key of its word, `room.review`
  /// @param first first part of its address, by which the open room is recognised
  /// @param address where its link leads
  record Room(String name, String first, String address) {

    boolean belongsToCorpus() {
      return !address.equals(first);
    }
  }

  private final CurrentPerson person;
  private final Rights rights;
  private String lastCorpus = "";

  Doors(CurrentPerson person, Rights rights) {
    this.person = person;
    this.rights = rights;
  }

  /// The person, if the login still holds.
  Optional<Account> person() {
    return person.signedIn() ? Optional.of(person.account()) : Optional.empty();
  }

  void visited(String corpus) {
    lastCorpus = corpus;
  }

  List<Corpus> corpora() {
    return person.signedIn() ? rights.visible() : List.of();
  }

  /// The corpus last visited, else the first.
  Optional<Corpus> here() {
    var open = corpora();
    return open.stream()
        .filter(c -> c.slug().equals(lastCorpus))
        .findFirst()
        .or(() -> open.stream().findFirst());
  }

  List<Room> rooms() {
    var rooms = new ArrayList<Room>();
    var here = here();
    rooms.add(new Room("room.home", "", ""));
    if (rights.isAdmin() || corpora().stream().anyMatch(c -> rights.may(c.id(), Right.READ))) {
      rooms.add(new Room("room.corpora", "corpora", "corpora"));
    }
    here.ifPresent(corpus -> {
      addIf(Right.ANNOTATE, "annotate", corpus, rooms);
      addIf(Right.REVIEW, "review", corpus, rooms);
      addIf(Right.READ, "search", corpus, rooms);
      addIf(Right.READ, "insights", corpus, rooms);
      addIf(Right.READ, "runs", corpus, rooms);
      addIf(Right.READ, "models", corpus, rooms);
      addIf(Right.READ, "releases", corpus, rooms);
    });
    if (rights.isAdmin()) {
      rooms.add(new Room("room.admin", "admin", "admin"));
    }
    return rooms;
  }

  private void addIf(Right right, String room, Corpus corpus, List<Room> rooms) {
    if (rights.may(corpus.id(), right)) {
      rooms.add(new Room("room." + room, room, room + "/" + corpus.slug()));
    }
  }
}
