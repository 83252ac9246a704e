package undertone.annotator.library.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.spring.annotation.SpringComponent;
import com.vaadin.flow.spring.annotation.UIScope;
import java.util.Locale;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.shell.ui.Bundles;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.ShippedSchemes;

/// Asks for the three things a corpus needs: a name, its labels, the language of its texts.
@SpringComponent
@UIScope
class CreateDialog {

  private final CorpusLibrary library;

  CreateDialog(CorpusLibrary library) {
    this.library = library;
  }

  void open() {
    var dialog = new Dialog(Words.say("create.title"));
    var name = new TextField(Words.say("create.name"));
    name.setAutofocus(true);
    name.setMaxLength(200);
    var scheme = new Select<LabelScheme>();
    var preview = new Div();
    scheme.setLabel(Words.say("create.scheme"));
    scheme.setHelperText(Words.say("create.schemeHint"));
    scheme.setItems(ShippedSchemes.all());
    scheme.setItemLabelGenerator(LabelScheme::title);
    scheme.addValueChangeListener(e -> {
      preview.removeAll();
      preview.add(SchemeStrip.of(e.getValue()));
    });
    scheme.setValue(ShippedSchemes.all().getFirst());
    var language = new Select<Locale>();
    language.setLabel(Words.say("create.language"));
    language.setItems(Bundles.ENGLISH, Bundles.CHINESE);
    language.setItemLabelGenerator(l -> l.getDisplayLanguage(Words.locale()));
    language.setValue(Bundles.ENGLISH);

    var create = new Button(Words.say("create.submit"));
    create.addThemeVariants(ButtonVariant.PRIMARY);
    create.addClickListener(_ -> {
      try {
        var corpus =
            library.create(name.getValue(), scheme.getValue(), language.getValue().getLanguage());
        dialog.close();
        UI.getCurrent().navigate("corpora/" + corpus.slug());
      } catch (InvalidRequestException refused) {
        name.setErrorMessage(Words.of(refused));
        name.setInvalid(true);
      }
    });
    dialog.add(Drawn.div("form", name, scheme, preview, language));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), create);
    dialog.addClassName("narrow");
    dialog.open();
  }
}
