package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.Locale;
import java.util.function.Consumer;
import undertone.annotator.library.ClipCard;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Player;
import undertone.annotator.shell.ui.Words;

/// One clip to be judged: it plays, the labels' keys answer, 0 passes it over.
final class ClipQuestion extends Div {

  /// @param answer takes a label's id
  /// @param pass leaves the clip as it is
  record Deeds(Consumer<String> answer, Runnable pass) {}

  /// @param status how far one is
  /// @param beside what else can be done with the clip
  ClipQuestion(
      ClipCard clip,
      String title,
      String status,
      Faces faces,
      Keys keys,
      Deeds deeds,
      Component... beside) {
    addClassName("clip-page");
    var palette = Drawn.div("palette");
    for (var label : faces.scheme().labels()) {
      Runnable answer = () -> deeds.answer().accept(label.id());
      palette.add(faces.key(label.id(), answer));
      if (!label.key().isEmpty()) {
        keys.on(label.key().toLowerCase(Locale.ROOT), answer);
      }
    }
    var pass = new NativeButton(Words.say("teach.pass"), _ -> deeds.pass().run());
    pass.addClassName("act");
    pass.add(Drawn.element("kbd", "", new Text("0")));
    keys.on("0", () -> deeds.pass().run()); // as at the desk: letters are labels
    var told = Drawn.element("p", "muted", new Text(status));
    told.getElement().setAttribute("role", "status");
    var actions = Drawn.div("actions", pass);
    actions.add(beside);
    var plays =
        new Player(
                clip.media(), clip.modality(), clip.text(), clip.durationMicros(), !clip.hasAudio())
            .shaped(clip.width(), clip.height())
            .veiled(clip.distressing());
    add(
        Drawn.div("section", Drawn.div("stage", plays)),
        Drawn.element("section", "card settle", Drawn.title(2, title), told, palette, actions));
  }
}
