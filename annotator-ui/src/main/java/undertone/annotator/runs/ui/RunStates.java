package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Component;
import java.util.Locale;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunState;

/// How far a run is, as a word with a sign and as a bar.
final class RunStates {

  private RunStates() {}

  static Component chip(RunState state) {
    return Drawn.text("state " + state.name().toLowerCase(Locale.ROOT), Words.of(state));
  }

  static Component progress(Run run) {
    var bar = Drawn.bar("", run.progress());
    bar.getElement()
        .removeAttribute("aria-hidden")
        .setAttribute("role", "progressbar")
        .setAttribute("aria-valuenow", Long.toString(Math.round(run.progress() * 100)))
        .setAttribute("aria-valuemin", "0")
        .setAttribute("aria-valuemax", "100")
        .setAttribute("aria-label", Words.of(run.kind()));
    return Drawn.div(
        "progress-row", bar, Drawn.text("number muted", Words.percent(run.progress())));
  }
}
