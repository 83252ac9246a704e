package undertone.annotator.models.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.select.Select;
import java.util.LinkedHashMap;
import java.util.Map;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.models.ModelDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.Label;
import undertone.corpora.corpus.Corpus;

/// Asks which label each class of a model stands for that was fine-tuned elsewhere, and lets it
/// vote. What it voted for last, or else what is called alike, is chosen beforehand.
final class ElsewhereDialog {
  private final Corpus corpus;
  private final ModelDesk models;
  private final ModelDesk.Elsewhere model;
  private final Faces faces;
  private final Map<String, Select<String>> labels = new LinkedHashMap<>(); // by class

  ElsewhereDialog(Corpus corpus, ModelDesk models, ModelDesk.Elsewhere model, Faces faces) {
    this.corpus = corpus;
    this.models = models;
    this.model = model;
    this.faces = faces;
  }

  void open() {
    var dialog = new Dialog(Words.say("elsewhere.look"));
    var trouble = Drawn.div("complaint");
    trouble.getElement().setAttribute("role", "alert");
    var fields = Drawn.div("form-pair");
    for (var name : model.classes()) {
      var one = new Select<String>();
      one.setLabel(name);
      one.setEmptySelectionAllowed(true);
      one.setEmptySelectionCaption(Words.say("elsewhere.noLabel"));
      one.setItems(faces.scheme().labels().stream().map(Label::id).toList());
      one.setItemLabelGenerator(
          label -> label == null ? Words.say("elsewhere.noLabel") : faces.name(label));
      var before = before(name);
      if (faces.scheme().indexOf(before) >= 0) {
        one.setValue(before);
      }
      labels.put(name, one);
      fields.add(one);
    }
    var begin = new Button(Words.say("vote.submit"));
    begin.addThemeVariants(ButtonVariant.PRIMARY);
    begin.addClickListener(_ -> {
      try {
        var run = models.look(corpus.id(), model.name(), map());
        dialog.close();
        UI.getCurrent().navigate("runs/%s/%s".formatted(corpus.slug(), run.id()));
      } catch (InvalidRequestException refused) {
        trouble.removeAll();
        trouble.add(Drawn.loss(refused));
      }
    });
    dialog.add(Drawn.div("form", Drawn.sentence(Words.say("elsewhere.lead")), fields, trouble));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), begin);
    dialog.addClassName("narrow");
    dialog.open();
  }

  private String before(String name) {
    return model.found().has("mapping")
        ? model.found().path("mapping").path(name).asString("")
        : model.goes().getOrDefault(name, "");
  }

  private Map<String, String> map() {
    var map = new LinkedHashMap<String, String>();
    // blank, and not the word none, which may be a label
    labels.forEach((name, one) -> map.put(name, one.getValue() == null ? "" : one.getValue()));
    return map;
  }
}
