package undertone.annotator.library.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import java.util.stream.Collectors;
import undertone.annotator.runs.ImportLook;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;

/// What an import would find in a folder.
final class ImportFindings extends Div {

  ImportFindings(ImportLook.Look look, Faces faces) {
    addClassNames("note", "section");
    getElement().setAttribute("role", "status");
    add(
        Drawn.text(
            "who",
            Words.say(look.table() ? "look.rows" : "look.files", Words.number(look.rows()))));
    if (look.cut()) {
      add(Drawn.text("fine", Words.say("look.cut")));
    }
    if (look.bad() > 0) {
      add(Drawn.text("", Words.say("look.bad", Words.number(look.bad()))));
      var faults = Drawn.element("ul", "fine");
      look.faults().forEach(f -> faults.add(Drawn.element("li", "", new Text(f))));
      add(faults);
    }
    if (!look.voters().isEmpty()) {
      add(Drawn.text("", Words.say("look.voters", String.join(", ", look.voters()))));
    }
    if (!look.labels().isEmpty()) {
      var chips = Drawn.div("chips");
      look.labels()
          .forEach((label, times) ->
              chips.add(
                  faces.chip(label, Faces.Strength.OUTLINED),
                  Drawn.text("fine number", Words.number(times))));
      add(chips);
    }
    if (!look.unknown().isEmpty()) {
      var words =
          look.unknown().stream()
              .limit(12)
              .map(u ->
                  u.nearest().isEmpty()
                      ? u.word()
                      : Words.say("look.nearest", u.word(), u.nearest()))
              .collect(Collectors.joining(", "));
      add(Drawn.text("", Words.say("look.unknown", look.unknown().size(), words)));
    }
  }
}
