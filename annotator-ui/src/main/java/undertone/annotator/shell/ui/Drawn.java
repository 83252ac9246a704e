package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import java.util.List;

/// The small pieces all rooms are drawn with. Looks live in the style sheets, under the names given
/// here; nothing is styled inline.
public final class Drawn {

  private Drawn() {}

  public static Div div(String styleNames, Component... inside) {
    var div = new Div(inside);
    if (!styleNames.isEmpty()) {
      div.addClassNames(styleNames.split(" "));
    }
    return div;
  }

  public static Span text(String styleNames, String text) {
    var span = new Span(text);
    if (!styleNames.isEmpty()) {
      span.addClassNames(styleNames.split(" "));
    }
    return span;
  }

  /// Any HTML element with children.
  public static HtmlContainer element(String tag, String styleNames, Component... inside) {
    var element = new HtmlContainer(tag);
    if (!styleNames.isEmpty()) {
      element.addClassNames(styleNames.split(" "));
    }
    element.add(inside);
    return element;
  }

  public static HtmlContainer title(int level, String text) {
    var title = new HtmlContainer("h" + level);
    title.setText(text);
    return title;
  }

  /// A cell of a table.
  ///
  /// @param scope what a heading is the heading of, `row` or `col`; empty for other cells
  public static HtmlContainer cell(String tag, String text, String scope) {
    var cell = element(tag, "");
    cell.setText(text);
    if (!scope.isEmpty()) {
      cell.getElement().setAttribute("scope", scope);
    }
    return cell;
  }

  /// A table that a narrow screen moves sideways.
  public static Component scrolled(Component table, String label) {
    var scroll = div("table-scroll", table);
    scroll
        .getElement()
        .setAttribute("tabindex", "0")
        .setAttribute("role", "group")
        .setAttribute("aria-label", label);
    return scroll;
  }

  /// A table whose rows a narrow screen shows one below the other, each value beside its heading,
  /// so that nothing lies beyond the edge.
  ///
  /// @param heads of the columns
  /// @param rows `tr` with as many cells as there are heads
  public static Component stacked(List<String> heads, List<HtmlContainer> rows, String label) {
    var head = role(element("tr", ""), "row");
    heads.forEach(text -> head.add(role(cell("th", text, "col"), "columnheader")));
    var body = role(element("tbody", ""), "rowgroup");
    for (var row : rows) {
      var cells = row.getElement().getChildren().toList();
      for (int c = 0; c < cells.size(); c++) {
        boolean names = cells.get(c).getTag().equals("th");
        cells
            .get(c)
            .setAttribute("data-head", heads.get(c))
            .setAttribute("role", names ? "rowheader" : "cell");
      }
      body.add(role(row, "row"));
    }
    var table =
        element("table", "table stacks", role(element("thead", "", head), "rowgroup"), body);
    return scrolled(role(table, "table"), label);
  }

  /// Said outright, since a part of a table that is drawn as a block is no part of one any more.
  private static HtmlContainer role(HtmlContainer part, String role) {
    part.getElement().setAttribute("role", role);
    return part;
  }

  /// A link to another room.
  public static Anchor link(String address, String text) {
    var link = new Anchor(address, text);
    link.getElement().setAttribute("router-link", true);
    return link;
  }

  /// A sign from `icons/`; what it means stands beside it or in the label of its button.
  public static Component icon(String name) {
    var icon = new HtmlComponent("i");
    icon.addClassNames("icon", "icon-" + name);
    icon.getElement().setAttribute("aria-hidden", "true");
    return icon;
  }

  /// The product's name with its sign.
  public static Component brand() {
    var sign = new HtmlComponent("img");
    sign.getElement().setAttribute("src", "icon.svg");
    sign.getElement().setAttribute("alt", "");
    return div("brand", sign, text("", "Undertone"));
  }

  /// A calm remark above what it is about.
  public static Component note(String text) {
    var note = element("p", "note", new Text(text));
    note.getElement().setAttribute("role", "status");
    return note;
  }

  /// What a service refused, beside what was asked.
  public static Component loss(RuntimeException refused) {
    return element("p", "note loss", new Text(Words.of(refused)));
  }

  /// The way back up, above a heading.
  public static Component trail(Anchor up) {
    up.addClassName("crumb");
    up.addComponentAsFirst(icon("back"));
    return element("nav", "trail", up);
  }

  /// Head of a room: what it is, and what can be done here.
  public static Component heading(String title, String lead, Component... actions) {
    var words = div("words", title(1, title));
    if (!lead.isEmpty()) {
      words.add(element("p", "lead", new Text(lead)));
    }
    return element("header", "heading", words, div("actions", actions));
  }

  /// A part of a room with a title of its own.
  ///
  /// @param lead one sentence; empty = none
  public static HtmlContainer card(String title, String lead, Component... inside) {
    var card = element("section", "card", title(2, title));
    if (!lead.isEmpty()) {
      card.add(element("p", "muted", new Text(lead)));
    }
    card.add(inside);
    return card;
  }

  /// What stands where nothing is yet: why, and the one next step.
  public static Component empty(String icon, String title, String sentence, Component... next) {
    var box = div("empty", div("empty-sign", icon(icon)), title(2, title), sentence(sentence));
    box.add(next);
    return box;
  }

  public static Component sentence(String text) {
    return element("p", "", new Text(text));
  }

  /// A figure with its word, `1,204 clips`.
  public static Component figure(String number, String word) {
    return div("figure", text("figure-number", number), text("figure-word", word));
  }

  /// A bar of 0..1 in the colour of its surroundings.
  public static Component bar(String styleNames, double share) {
    var bar = text("bar " + styleNames, "");
    vary(bar, "--share", Double.toString(Math.clamp(share, 0, 1)));
    bar.getElement().setAttribute("aria-hidden", "true");
    return bar;
  }

  /// How far something is, 0..1, for eyes and for screen readers.
  public static Component progress(double done, String label) {
    var bar = bar("", done);
    bar.getElement()
        .removeAttribute("aria-hidden")
        .setAttribute("role", "progressbar")
        .setAttribute("aria-valuenow", Long.toString(Math.round(done * 100)))
        .setAttribute("aria-valuemin", "0")
        .setAttribute("aria-valuemax", "100")
        .setAttribute("aria-label", label);
    return div("progress-row", bar, text("number muted", Words.percent(done)));
  }

  /// An interval with its value on a line from 0 to 1.
  ///
  /// @param strokes more on the same line
  public static Component interval(double low, double high, double value, Component... strokes) {
    var picture = text("interval", "");
    picture.add(strokes);
    picture.getElement().setAttribute("aria-hidden", "true");
    vary(picture, "--low", Double.toString(Math.clamp(low, 0, 1)));
    vary(picture, "--high", Double.toString(Math.clamp(high, 0, 1)));
    vary(picture, "--share", Double.toString(Math.clamp(value, 0, 1)));
    return picture;
  }

  /// Hands a number or a label's colour to the style sheets.
  public static void vary(HasElement piece, String property, String value) {
    piece.getElement().getStyle().set(property, value);
  }

  /// Says briefly what was done. Screen readers hear it too.
  public static void say(String text) {
    Notification.show(text, 4000, Notification.Position.BOTTOM_START);
  }

  /// Says what a service refused, in its own words; stays long enough to be read.
  public static void complain(RuntimeException refused) {
    var card = Notification.show(Words.of(refused), 12_000, Notification.Position.BOTTOM_START);
    card.addThemeName("error");
    card.setAssertive(true);
  }
}
