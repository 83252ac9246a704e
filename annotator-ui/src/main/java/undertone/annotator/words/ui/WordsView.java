package undertone.annotator.words.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.words.WordDesk;
import undertone.corpora.Label;
import undertone.corpora.corpus.Corpus;

/// The words annotators typed where no label fitted: how often, what each stands for and how that
/// was found. Whoever chooses another label changes what all who said the word are read as.
@Route("corpora/:corpus/words")
@PermitAll
class WordsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final String NONE = ""; // no label has an empty id

  private final WordDesk desk;
  private final CorpusLibrary library;
  private final Addresses addresses;

  WordsView(WordDesk desk, CorpusLibrary library, Addresses addresses) {
    this.desk = desk;
    this.library = library;
    this.addresses = addresses;
    addClassNames("page", "words");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    show(addresses.corpus(visit, Right.REVIEW));
  }

  @Override
  public String getPageTitle() {
    return Words.say("words.title");
  }

  private void show(Corpus corpus) {
    var faces = Faces.of(library.scheme(corpus.id()));
    var words = desk.of(corpus.id());
    removeAll();
    add(
        Drawn.trail(Drawn.link("corpora/" + corpus.slug(), corpus.name())),
        Drawn.heading(Words.say("words.title"), Words.say("words.lead")));
    if (words.isEmpty()) {
      add(Drawn.empty("wave", Words.say("words.noneTitle"), Words.say("words.none")));
      return;
    }
    var rows = Drawn.element("tbody", "");
    words.forEach(word -> rows.add(row(corpus, faces, word)));
    var head =
        Drawn.element(
            "thead",
            "",
            Drawn.element(
                "tr",
                "",
                Drawn.cell("th", Words.say("words.word"), "col"),
                Drawn.cell("th", Words.say("words.votes"), "col"),
                Drawn.cell("th", Words.say("words.standsFor"), "col"),
                Drawn.cell("th", Words.say("words.way"), "col")));
    add(
        Drawn.scrolled(
            Drawn.element("table", "table own-words", head, rows), Words.say("words.title")));
  }

  private Component row(Corpus corpus, Faces faces, WordDesk.Word word) {
    return Drawn.element(
        "tr",
        "",
        Drawn.cell("th", word.word(), "row"),
        Drawn.cell("td", Words.number(word.votes()), ""),
        Drawn.element("td", "", label(corpus, faces, word)),
        Drawn.element("td", "", Drawn.text("fine", way(word))));
  }

  private Component label(Corpus corpus, Faces faces, WordDesk.Word word) {
    var select = new Select<String>();
    var ids = faces.scheme().labels().stream().map(Label::id).toList();
    select.setAriaLabel(Words.say("words.standsForOf", word.word()));
    select.setEmptySelectionAllowed(false);
    var items = new ArrayList<>(ids);
    items.add(NONE);
    select.setItems(items);
    select.setItemLabelGenerator(
        id -> id.equals(NONE) ? Words.say("words.noLabel") : faces.name(id));
    var now = word.label();
    select.setValue(now != null && ids.contains(now) ? now : NONE);
    select.addValueChangeListener(e -> set(corpus, word, e.getValue()));
    return select;
  }

  private void set(Corpus corpus, WordDesk.Word word, @Nullable String chosen) {
    try {
      int clips =
          desk.set(corpus.id(), word.word(), chosen == null || chosen.equals(NONE) ? null : chosen);
      Drawn.say(Words.say("words.set", word.word(), clips));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
    show(corpus);
  }

  private static String way(WordDesk.Word word) {
    return word.chain().isEmpty()
        ? Words.of(word.way())
        : Words.say("words.chain", Words.of(word.way()), String.join(" → ", word.chain()));
  }
}
