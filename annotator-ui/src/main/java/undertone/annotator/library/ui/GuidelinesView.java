package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.GuidelineDesk;
import undertone.annotator.people.Rights;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Guidelines;

/// What annotators are asked to do, with its date, what is new in it, and every earlier text.
@Route("corpora/:corpus/guidelines")
@PermitAll
class GuidelinesView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final GuidelineDesk desk;
  private final Rights rights;

  GuidelinesView(GuidelineDesk desk, Rights rights) {
    this.desk = desk;
    this.rights = rights;
    addClassNames("page", "reading");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var slug = visit.getRouteParameters().get("corpus").orElse("");
    // Anybody with a part in the corpus, whatever the role.
    var corpus =
        rights.visible().stream()
            .filter(c -> c.slug().equals(slug))
            .findFirst()
            .orElseThrow(NotFoundException::new);
    show(corpus);
  }

  private void show(Corpus corpus) {
    var page = desk.page(corpus.id());
    var revisions = desk.revisions(corpus.id());
    desk.read(corpus.id(), newestOf(page));
    removeAll();
    var newest = page.newest();
    add(
        Drawn.trail(Drawn.link("", Words.say("room.home"))),
        Drawn.heading(
            Words.say("guidelines.title"),
            newest == null ? corpus.name() : corpus.name() + " · " + dated(newest)));
    if (newest == null || newest.text().isBlank()) {
      add(Drawn.empty("text", Words.say("guidelines.noneTitle"), Words.say("guidelines.none")));
    } else {
      if (page.changed()) {
        add(Drawn.note(Words.say("guidelines.changed")));
      }
      add(Drawn.div("card prose", prose(newest.text(), page.freshLines())));
      if (!page.gone().isEmpty()) {
        add(gone(page.gone()));
      }
    }
    if (revisions.size() > 1) {
      add(earlier(revisions.subList(1, revisions.size())));
    }
  }

  private static @Nullable Integer newestOf(GuidelineDesk.Page page) {
    var newest = page.newest();
    return newest == null ? null : newest.revision();
  }

  private static Component gone(List<String> lines) {
    var list = Drawn.div("section prose");
    lines.forEach(
        line -> list.add(Drawn.element("p", "", Drawn.element("del", "", new Text(line)))));
    return Drawn.element("section", "card", Drawn.title(2, Words.say("guidelines.gone")), list);
  }

  private static Component earlier(List<Guidelines.Revision> revisions) {
    var list = Drawn.div("section");
    for (var revision : revisions) {
      var text = Drawn.div("prose", prose(revision.text(), List.of()));
      list.add(new Details(dated(revision), text));
    }
    return Drawn.element("section", "card", Drawn.title(2, Words.say("guidelines.earlier")), list);
  }

  private static String dated(Guidelines.Revision revision) {
    var by = revision.by();
    var moment =
        by == null
            ? Words.moment(revision.at())
            : Words.say("versions.by", by, Words.moment(revision.at()));
    return Words.say("guidelines.version", revision.revision()) + " · " + moment;
  }

  /// The little Markdown of guidelines: headings, points, paragraphs. Everything is text.
  private static Component prose(String text, List<Integer> freshLines) {
    var prose = Drawn.div("section");
    for (var paragraph : GuidelineDesk.paragraphs(text, freshLines)) {
      var piece = piece(paragraph.text());
      if (paragraph.fresh()) {
        piece.addClassName("fresh");
        piece.addComponentAsFirst(Drawn.text("fresh-mark", Words.say("guidelines.new")));
      }
      prose.add(piece);
    }
    return prose;
  }

  private static HtmlContainer piece(String paragraph) {
    if (paragraph.startsWith("#")) {
      int level = Math.min(4, 1 + paragraph.length() - paragraph.replaceFirst("^#+", "").length());
      return Drawn.element("h" + level, "", new Text(paragraph.replaceFirst("^#+\\s*", "")));
    }
    boolean point = paragraph.matches("(?s)[-*]\\s.*");
    return point ? emphasised("point", paragraph.substring(1).strip()) : emphasised("", paragraph);
  }

  /// Every second piece between `**` is strong.
  private static HtmlContainer emphasised(String styleNames, String text) {
    var line = Drawn.element("p", styleNames);
    boolean strong = false;
    for (var piece : text.split("\\*\\*", -1)) {
      line.add(strong ? Drawn.element("strong", "", new Text(piece)) : new Text(piece));
      strong = !strong;
    }
    return line;
  }

  @Override
  public String getPageTitle() {
    return Words.say("guidelines.title");
  }
}
