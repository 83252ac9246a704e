package undertone.annotator.search.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.search.MapDesk;
import undertone.annotator.search.SearchDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.corpus.Corpus;

/// A corpus as a map, from which clips go to the queue.
@Route("search/:corpus/map")
@PermitAll
class MapView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final MapDesk map;
  private final SearchDesk search;
  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;

  MapView(
      MapDesk map, SearchDesk search, CorpusLibrary library, Rights rights, Addresses addresses) {
    this.map = map;
    this.search = search;
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    addClassNames("page", "search");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    var canvas =
        new MapCanvas(
            corpus, Faces.of(library.scheme(corpus.id())), rights.may(corpus.id(), Right.REVIEW));
    canvas.onSend(clips -> send(corpus, clips));
    canvas.onOpen(
        clip -> UI.getCurrent().navigate("corpora/%s/clips/%d".formatted(corpus.slug(), clip)));
    canvas.onAnew(() -> map.drawAnew(corpus.id()));
    removeAll();
    add(
        Drawn.heading(
            Words.say("room.search"), Words.say("map.lead"), new SearchWays(corpus, true)),
        canvas);
  }

  private void send(Corpus corpus, List<ClipId> clips) {
    try {
      Drawn.say(Words.say("search.sent", search.call(corpus.id(), clips)));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }

  @Override
  public String getPageTitle() {
    return Words.say("map.title");
  }
}
