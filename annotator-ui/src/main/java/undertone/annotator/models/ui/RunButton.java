package undertone.annotator.models.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.NativeButton;
import java.util.function.Supplier;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;

/// A button that starts a run and leads to its page, or says why it cannot be started.
final class RunButton {

  private RunButton() {}

  /// @param key of its words
  /// @param looks its classes, with spaces between them
  static NativeButton of(Corpus corpus, String key, String looks, Supplier<Run> starts) {
    var button =
        new NativeButton(
            Words.say(key),
            _ -> {
              try {
                var run = starts.get();
                UI.getCurrent().navigate("runs/%s/%s".formatted(corpus.slug(), run.id()));
              } catch (InvalidRequestException refused) {
                Drawn.complain(refused);
              }
            });
    button.addClassNames(looks.split(" "));
    return button;
  }
}
