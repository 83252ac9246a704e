package undertone.annotator.runs.ui;

import com.vaadin.flow.component.textfield.AbstractNumberField;
import com.vaadin.flow.component.textfield.IntegerField;
import undertone.annotator.shell.ui.Words;

/// Number fields of the dialogs that start runs.
final class LabelledFields {

  private LabelledFields() {}

  /// @param key of its label; its hint stands under the same key with `Hint`
  static <F extends AbstractNumberField<F, N>, N extends Number> F field(
      F field, String key, N value) {
    field.setLabel(Words.say(key));
    field.setHelperText(Words.say(key + "Hint"));
    field.setValue(value);
    field.setStepButtonsVisible(true);
    return field;
  }

  static void within(IntegerField field, int least, int most) {
    field.setMin(least);
    field.setMax(most);
  }
}
