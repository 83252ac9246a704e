package undertone.annotator.library.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import java.nio.file.Path;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.NotAllowedException;
import undertone.annotator.runs.ImportLook;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// Asks which folder on the server to bring in, and shows the run that does it.
@SpringComponent
@UIScope
class ImportDialog {

  private static final int USUAL_TOP = 2;

  private final RunDesk runs;
  private final ImportLook looking;
  private final CorpusLibrary library;

  ImportDialog(RunDesk runs, ImportLook looking, CorpusLibrary library) {
    this.runs = runs;
    this.looking = looking;
    this.library = library;
  }

  void openFor(Corpus corpus) {
    var dialog = new Dialog(Words.say("import.title"));
    var folder = new TextField(Words.say("import.folder"));
    folder.setHelperText(Words.say("import.folderHint"));
    folder.setPlaceholder("/srv/clips/talk-shows");
    var top = new IntegerField(Words.say("import.top"));
    top.setHelperText(Words.say("import.topHint"));
    top.setValue(USUAL_TOP);
    top.setMin(1);
    top.setMax(10);
    top.setStepButtonsVisible(true);

    var start = new Button(Words.say("import.submit"));
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.addClickListener(_ -> {
      if (folder.getValue().isBlank() || top.getValue() == null) {
        folder.setErrorMessage(Words.say("import.folderMissing"));
        folder.setInvalid(folder.getValue().isBlank());
        return;
      }
      try {
        var run =
            runs.importFolder(corpus.id(), Path.of(folder.getValue().strip()), top.getValue());
        dialog.close();
        UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
      } catch (InvalidRequestException | NotAllowedException | IllegalArgumentException refused) {
        folder.setErrorMessage(Words.of(refused));
        folder.setInvalid(true);
      }
    });
    var mer =
        new NativeButton(
            Words.say("mer.open"),
            _ -> {
              dialog.close();
              new MerImportDialog(corpus, runs).open();
            });
    mer.addClassName("quiet");
    var findings = Drawn.div("");
    var look = new Button(Words.say("import.look"));
    look.addClickListener(_ -> {
      findings.removeAll();
      try {
        var found = looking.look(corpus.id(), folder.getValue());
        findings.add(new ImportFindings(found, Faces.of(library.scheme(corpus.id()))));
        folder.setInvalid(false);
      } catch (InvalidRequestException | NotAllowedException refused) {
        folder.setErrorMessage(Words.of(refused));
        folder.setInvalid(true);
      }
    });
    dialog.add(
        Drawn.div(
            "form",
            Drawn.sentence(Words.say("import.lead")),
            new FolderBrowser(looking, corpus.id(), folder::setValue),
            folder,
            top,
            findings,
            mer));
    dialog
        .getFooter()
        .add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), look, start);
    dialog.addClassName("narrow");
    dialog.open();
  }
}
