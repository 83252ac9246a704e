package undertone.annotator.library.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.function.Consumer;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.runs.ImportLook;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CorpusId;

/// The folders of the server that are open to the person, one level at a time.
final class FolderBrowser extends Div {

  private final ImportLook looking;
  private final CorpusId corpus;
  private final Consumer<String> chosen;

  /// @param chosen called with each folder gone into
  FolderBrowser(ImportLook looking, CorpusId corpus, Consumer<String> chosen) {
    this.looking = looking;
    this.corpus = corpus;
    this.chosen = chosen;
    addClassName("folders");
    show("");
  }

  private void show(String path) {
    try {
      draw(looking.place(corpus, path));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }

  private void draw(ImportLook.Place place) {
    removeAll();
    var path = place.path();
    if (path != null) {
      var above = place.up();
      add(step("back", Words.say("import.up"), above == null ? "" : above));
    }
    if (place.folders().isEmpty()) {
      add(Drawn.text("fine", Words.say("import.noFolders")));
    }
    for (var folder : place.folders()) {
      var button = step("folder", folder.name(), folder.path());
      if (folder.table()) {
        button.add(Drawn.text("fine", "clips.csv"));
      }
      add(button);
    }
  }

  private NativeButton step(String icon, String word, String path) {
    var button = new NativeButton();
    button.addClassName("folder");
    button.add(Drawn.icon(icon), Drawn.text("", word));
    button.addClickListener(_ -> {
      show(path);
      if (!path.isEmpty()) {
        chosen.accept(path);
      }
    });
    return button;
  }
}
