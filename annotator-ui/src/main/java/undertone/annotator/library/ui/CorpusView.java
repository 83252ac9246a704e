package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Location;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.Dialogues;
import undertone.annotator.library.KeptFilters;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Question;

/// The clips of one corpus: narrow them, look at them, go on to one.
@Route("corpora/:corpus")
@PermitAll
class CorpusView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;
  private final ImportDialog importing;
  private final KeptFilters kept;
  private final Dialogues dialogues;
  private String title = "";

  CorpusView(
      CorpusLibrary library,
      Rights rights,
      Addresses addresses,
      ImportDialog importing,
      KeptFilters kept,
      Dialogues dialogues) {
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    this.importing = importing;
    this.kept = kept;
    this.dialogues = dialogues;
    addClassNames("page", "corpus");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    title = corpus.name();
    removeAll();
    add(heading(corpus));
    if (library.count(corpus.id(), ClipFilter.ALL) == 0) {
      add(nothingYet(corpus));
    } else {
      add(new Browser(corpus, visit));
    }
  }

  private Component heading(Corpus corpus) {
    var actions = Drawn.div("actions");
    if (rights.may(corpus.id(), Right.MANAGE)) {
      actions.add(importButton(corpus, "act"), labels(corpus), settings(corpus));
    }
    if (corpus.questions().contains(Question.WORDS) && rights.may(corpus.id(), Right.REVIEW)) {
      actions.add(words(corpus));
    }
    if (rights.may(corpus.id(), Right.REVIEW)) {
      var rules = Drawn.link("corpora/" + corpus.slug() + "/rules", Words.say("rules.title"));
      rules.addClassName("act");
      actions.add(rules);
    }
    if (dialogues.any(corpus.id())) {
      var link =
          Drawn.link(
              "corpora/" + corpus.slug() + "/conversations", Words.say("conversations.title"));
      link.addClassName("act");
      actions.add(link);
    }
    return Drawn.heading(corpus.name(), corpus.description(), actions);
  }

  private Component nothingYet(Corpus corpus) {
    return rights.may(corpus.id(), Right.MANAGE)
        ? Drawn.empty(
            "film",
            Words.say("corpus.emptyTitle"),
            Words.say("corpus.empty"),
            importButton(corpus, "act primary"))
        : Drawn.empty("film", Words.say("corpus.emptyTitle"), Words.say("corpus.emptyReader"));
  }

  private Component importButton(Corpus corpus, String styleNames) {
    var button = new NativeButton(Words.say("import.open"), _ -> importing.openFor(corpus));
    button.addClassNames(styleNames.split(" "));
    return button;
  }

  private static Anchor labels(Corpus corpus) {
    var link = Drawn.link("corpora/" + corpus.slug() + "/labels", Words.say("labels.title"));
    link.addClassName("act");
    return link;
  }

  private static Anchor words(Corpus corpus) {
    var link = Drawn.link("corpora/" + corpus.slug() + "/words", Words.say("words.open"));
    link.addClassName("act");
    return link;
  }

  private static Anchor settings(Corpus corpus) {
    var link = Drawn.link("corpora/" + corpus.slug() + "/settings", Words.say("settings.title"));
    link.addClassName("act");
    return link;
  }

  /// Filters above, tiles below; changing a filter changes the address without leaving the page.
  private final class Browser extends Div {
    private final Corpus corpus;
    private final ClipFilters filters;
    private final ClipTiles tiles;
    private final ClipTable table;
    private final KeptBar keptBar;
    private final Div found = Drawn.div("between found");
    private final Div list = Drawn.div("list");
    private final long all;

    Browser(Corpus corpus, BeforeEnterEvent visit) {
      this.corpus = corpus;
      addClassName("browser");
      var faces = Faces.of(library.scheme(corpus.id()));
      filters = new ClipFilters(faces, rights.may(corpus.id(), Right.REVIEW), this::changed);
      keptBar = new KeptBar(corpus.id(), KeptFilters.Room.CLIPS, kept, this::become);
      tiles = new ClipTiles(library, corpus, faces);
      table = new ClipTable(library, corpus, faces);
      all = library.count(corpus.id(), ClipFilter.ALL);
      found.getElement().setAttribute("role", "status");
      filters.read(visit);
      filters.draw(library.splits(corpus.id()));
      add(filters, keptBar, found, list);
      show();
    }

    private void changed() {
      UI.getCurrent()
          .getPage()
          .getHistory()
          .replaceState(null, new Location("corpora/" + corpus.slug(), filters.address()));
      show();
    }

    private void show() {
      var counts = library.countByLabel(corpus.id(), filters.filter());
      var label = filters.filter().label();
      long clips =
          label == null
              ? counts.values().stream().mapToLong(Long::longValue).sum()
              : counts.getOrDefault(label, 0L);
      filters.drawLabels(counts);
      keptBar.draw(filters.query());
      found.removeAll();
      found.add(
          Drawn.text(
              "muted number",
              filters.narrows()
                  ? Words.say("corpus.found", Words.number(clips), Words.number(all))
                  : Words.say("corpus.all", Words.number(all))));
      if (filters.narrows()) {
        var clear = new NativeButton(Words.say("filter.clear"), _ -> clear());
        clear.addClassName("quiet");
        found.add(clear);
      }
      var view =
          new NativeButton(
              Words.say(filters.table() ? "corpus.asTiles" : "corpus.asTable"),
              _ -> filters.switchView());
      view.addClassNames("quiet", "view-switch");
      found.add(view);
      list.removeAll();
      if (clips == 0) {
        list.add(Drawn.empty("search", Words.say("corpus.noneTitle"), Words.say("corpus.none")));
      } else {
        if (filters.table()) {
          table.show(filters.filter(), clips);
          list.add(table);
        } else {
          tiles.show(filters.filter(), clips);
          list.add(tiles);
        }
      }
    }

    private void become(String query) {
      filters.become(query);
      filters.draw(library.splits(corpus.id()));
    }

    private void clear() {
      filters.clear();
      filters.draw(library.splits(corpus.id()));
    }
  }

  @Override
  public String getPageTitle() {
    return title;
  }
}
