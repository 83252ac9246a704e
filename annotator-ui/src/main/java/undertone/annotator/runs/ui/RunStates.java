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
    return Drawn.progress(run.progress(), Words.of(run.kind()));
  }
}
