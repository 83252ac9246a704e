package undertone.annotator.runs.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.LinkedHashMap;
import java.util.Map;
import undertone.annotator.jobs.LabelShares;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.LabelScheme;

/// Which shares of labels somebody believes the other clips to have. What is left empty shares
/// alike what is left; how much that is stands below.
final class SharesField extends Div {
  private final Map<String, NumberField> fields = new LinkedHashMap<>();
  private final Div left = Drawn.div("muted");

  SharesField(LabelScheme scheme, Faces faces) {
    addClassName("shares");
    getElement().setAttribute("role", "group");
    getElement().setAttribute("aria-label", Words.say("pseudo.shares"));
    for (var label : scheme.labels()) {
      var field = new NumberField();
      field.setMin(0);
      field.setMax(1);
      field.setStep(.01);
      field.setStepButtonsVisible(true);
      field.setValueChangeMode(ValueChangeMode.LAZY);
      field.setAriaLabel(Words.say("pseudo.shareOf", faces.name(label.id())));
      field.addValueChangeListener(_ -> tell());
      fields.put(label.id(), field);
      add(Drawn.div("share", faces.chip(label.id(), Faces.Strength.OUTLINED), field));
    }
    left.getElement().setAttribute("role", "status");
    add(left);
    tell();
  }

  /// @throws undertone.corpora.InvalidValueException if they cannot be shares of a pool
  LabelShares shares() {
    return new LabelShares(named());
  }

  private Map<String, Double> named() {
    var named = new LinkedHashMap<String, Double>();
    fields.forEach((label, field) -> {
      var share = field.getValue();
      if (share != null) {
        named.put(label, share);
      }
    });
    return named;
  }

  private void tell() {
    double sum = named().values().stream().mapToDouble(Double::doubleValue).sum();
    left.setText(
        sum > 1 + LabelShares.ROUNDED
            ? Words.say("pseudo.sharesOver")
            : Words.say("pseudo.sharesLeft", Words.share(1 - sum)));
  }
}
