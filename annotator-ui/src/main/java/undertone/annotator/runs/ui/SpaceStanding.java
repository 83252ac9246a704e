package undertone.annotator.runs.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.runs.SpaceDesk;
import undertone.annotator.runs.SpaceDesk.Standing;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.run.Run;

/// Whether the search uses what a run has left, and for owners the way back to it.
final class SpaceStanding extends Div {

  /// @param manages whether whoever looks may choose
  /// @param changed called after another was chosen
  SpaceStanding(Run run, SpaceDesk spaces, boolean manages, Runnable changed) {
    addClassName("section");
    var standing = spaces.standing(run);
    if (standing == Standing.SERVES) {
      add(Drawn.text("note", Words.say("space.serves")));
    } else if (standing == Standing.COULD) {
      add(Drawn.text("note", Words.say("space.could")));
      if (manages) {
        var use =
            new NativeButton(
                Words.say("space.use"),
                _ -> {
                  try {
                    spaces.serve(run.id());
                    Drawn.say(Words.say("space.used"));
                  } catch (InvalidRequestException refused) {
                    Drawn.complain(refused);
                  }
                  changed.run();
                });
        use.addClassName("act");
        add(Drawn.div("actions", use));
      }
    }
  }
}
