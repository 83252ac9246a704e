package undertone.annotator.releases.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.releases.ReleaseShelf;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.exports.Difference;
import undertone.exports.Release;

/// Says which clips two releases speak of differently, and why.
final class DifferencePane extends HtmlContainer {

  private final Corpus corpus;
  private final ReleaseShelf shelf;
  private final Select<Release> from;
  private final Select<Release> to;
  private final Div outcome = Drawn.div("section");

  /// @param releases newest first, at least two
  DifferencePane(Corpus corpus, List<Release> releases, ReleaseShelf shelf) {
    super("section");
    this.corpus = corpus;
    this.shelf = shelf;
    this.from = choice("diff.from", releases, releases.get(1));
    this.to = choice("diff.to", releases, releases.getFirst());
    addClassName("card");
    outcome.getElement().setAttribute("role", "status");
    var compare = new NativeButton(Words.say("diff.compare"), _ -> compare());
    compare.addClassNames("act", "beside-field");
    add(
        Drawn.title(2, Words.say("diff.title")),
        Drawn.div("inline start", from, to, compare),
        outcome);
  }

  private static Select<Release> choice(String key, List<Release> releases, Release chosen) {
    var choice = new Select<Release>();
    choice.setLabel(Words.say(key));
    choice.setItems(releases);
    choice.setItemLabelGenerator(Release::name);
    choice.setValue(chosen);
    return choice;
  }

  private void compare() {
    var differences = shelf.diff(corpus.id(), from.getValue().name(), to.getValue().name());
    outcome.removeAll();
    outcome.add(Drawn.element("p", "", new Text(Words.say("diff.found", differences.size()))));
    if (differences.isEmpty()) {
      return;
    }
    var grid = new Grid<Difference>();
    grid.addColumn(Difference::clip).setHeader(Words.say("diff.clip")).setAutoWidth(true);
    grid.addColumn(d -> word(d.before())).setHeader(Words.say("diff.before")).setAutoWidth(true);
    grid.addColumn(d -> word(d.after())).setHeader(Words.say("diff.after")).setAutoWidth(true);
    grid.addColumn(d -> String.join(" · ", d.reasons()))
        .setHeader(Words.say("diff.why"))
        .setFlexGrow(3);
    grid.setItems(differences);
    grid.setAllRowsVisible(differences.size() < 12);
    outcome.add(grid);
  }

  private static String word(@Nullable String label) {
    return label == null ? "–" : label;
  }
}
