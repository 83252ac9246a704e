package undertone.annotator.library.ui;

import com.vaadin.flow.component.HtmlContainer;
import org.jspecify.annotations.Nullable;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;

/// A list of names and values; what has no value is left out.
final class Facts extends HtmlContainer {

  Facts() {
    super("dl");
    addClassName("facts");
  }

  void say(String key, @Nullable String value) {
    saySo(Words.say(key), value);
  }

  /// @param name as it is shown
  void saySo(String name, @Nullable String value) {
    if (value == null || value.isBlank()) {
      return;
    }
    var term = Drawn.element("dt", "");
    term.setText(name);
    var said = Drawn.element("dd", "");
    said.setText(value);
    add(term, said);
  }
}
