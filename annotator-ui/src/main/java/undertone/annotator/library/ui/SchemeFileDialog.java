package undertone.annotator.library.ui;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.function.Consumer;
import java.util.function.Function;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.TextFile;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.LabelScheme;

/// Takes a label scheme as a file of `config/schemes` holds it: chosen, or pasted.
final class SchemeFileDialog extends Dialog {

  /// @param reading makes a scheme of the text, or says what is wrong with it
  SchemeFileDialog(Function<String, LabelScheme> reading, Consumer<LabelScheme> taken) {
    super(Words.say("labels.import"));
    var text = new TextArea(Words.say("labels.yaml"));
    text.setMinRows(10);
    text.setMaxRows(18);
    var file = TextFile.chooser(".yaml,.yml,text/plain", Words.say("labels.file"), text::setValue);
    var take = new Button(Words.say("labels.take"));
    take.addThemeVariants(ButtonVariant.PRIMARY);
    take.addClickListener(_ -> {
      try {
        taken.accept(reading.apply(text.getValue()));
        close();
      } catch (InvalidRequestException refused) {
        text.setErrorMessage(Words.of(refused));
        text.setInvalid(true);
      }
    });
    add(Drawn.div("form", Drawn.sentence(Words.say("labels.importLead")), file, text));
    getFooter().add(new Button(Words.say("dialog.cancel"), _ -> close()), take);
  }
}
