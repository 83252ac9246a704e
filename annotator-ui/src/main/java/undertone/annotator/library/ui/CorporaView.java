package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.CorpusCard;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CorpusId;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.clip.ClipState;

/// All corpora a person has a part in, each with how far it is.
@Route("corpora")
@PermitAll
class CorporaView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final int IN_COVER = 4;
  private static final ClipFilter READY =
      new ClipFilter(null, ClipState.READY, null, null, null, null, null, null);

  private final CorpusLibrary library;
  private final CreateDialog creating;

  CorporaView(CorpusLibrary library, CreateDialog creating) {
    this.library = library;
    this.creating = creating;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    removeAll();
    var corpora = library.mine();
    boolean mayCreate = library.mayCreate();
    add(
        Drawn.heading(
            Words.say("room.corpora"),
            Words.say("corpora.lead"),
            mayCreate && !corpora.isEmpty() ? create("act primary") : Drawn.div("")));
    if (corpora.isEmpty()) {
      add(
          mayCreate
              ? Drawn.empty(
                  "folder",
                  Words.say("corpora.emptyTitle"),
                  Words.say("corpora.empty"),
                  create("act primary"))
              : Drawn.empty(
                  "folder", Words.say("corpora.emptyTitle"), Words.say("corpora.emptyMember")));
      return;
    }
    var cards = Drawn.element("ul", "cards");
    corpora.forEach(c -> cards.add(card(c)));
    add(cards);
  }

  private Component create(String styleNames) {
    var button = new NativeButton(Words.say("create.open"), _ -> creating.open());
    button.addClassNames(styleNames.split(" "));
    return button;
  }

  private Component card(CorpusCard card) {
    var corpus = card.corpus();
    var name = Drawn.title(2, "");
    name.add(
        Drawn.link(
            (card.stats() == null ? "annotate/" : "corpora/") + corpus.slug(), corpus.name()));
    var box = Drawn.element("li", "card linked");
    if (card.stats() != null) {
      box.add(cover(corpus.id()));
    }
    box.add(name);
    if (!corpus.description().isBlank()) {
      box.add(Drawn.element("p", "muted clamp", new Text(corpus.description())));
    }
    box.add(labels(corpus.id()));
    var stats = card.stats();
    if (stats != null) {
      box.add(
          Drawn.div(
              "figures",
              Drawn.figure(Words.number(stats.clips()), Words.say("stats.clips")),
              Drawn.figure(Words.number(stats.votes()), Words.say("stats.votes")),
              Drawn.figure(Words.number(stats.open()), Words.say("stats.open"))),
          progress(stats.voted(), stats.decided(), stats.clips()));
    }
    var role = card.role();
    box.add(Drawn.text("fine", role == null ? Words.say("corpora.asAdmin") : Words.of(role)));
    return box;
  }

  /// The first few clips, so that a corpus is known by its faces.
  private Component cover(CorpusId corpus) {
    var cover = Drawn.div("cover");
    var clips = library.browse(corpus, READY, -1, IN_COVER).clips();
    clips.forEach(c -> cover.add(face(c)));
    if (clips.isEmpty()) {
      cover.add(Drawn.div("cover-clip", Drawn.icon("film")));
    }
    return cover;
  }

  private static Component face(ClipCard clip) {
    var picture = clip.media().thumbnailUrl();
    if (picture != null) {
      return new Image(picture, "");
    }
    var words = clip.modality() == Modality.TEXT ? clip.text() : null;
    return words == null
        ? Drawn.div("cover-clip", Drawn.icon("sound"))
        : Drawn.text("cover-clip", words);
  }

  /// How much is voted and how much settled, as two bars over each other.
  private static Component progress(long voted, long decided, long clips) {
    double all = Math.max(1, clips);
    return Drawn.div(
        "progress-pair",
        Drawn.bar("", voted / all),
        Drawn.text("fine number", Words.say("stats.voted", Words.percent(voted / all))),
        Drawn.bar("", decided / all),
        Drawn.text("fine number", Words.say("stats.decided", Words.percent(decided / all))));
  }

  private Component labels(CorpusId corpus) {
    return SchemeStrip.of(library.scheme(corpus));
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.corpora");
  }
}
