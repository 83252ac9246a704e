package undertone.annotator.runs.ui;

import com.vaadin.flow.component.select.Select;
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

  /// Offers some values, and nothing chosen for what is usual.
  ///
  /// @param usual words for nothing chosen
  static <E extends Enum<E>> void orUsual(Select<E> field, String key, String usual, E[] items) {
    field.setLabel(Words.say(key));
    field.setHelperText(Words.say(key + "Hint"));
    field.setEmptySelectionAllowed(true);
    field.setEmptySelectionCaption(Words.say(usual));
    field.setItems(items);
    field.setItemLabelGenerator(item -> item == null ? Words.say(usual) : Words.of(item));
  }
}
