package undertone.annotator.runs.ui;

import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import undertone.annotator.shell.ui.Words;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FacePart;

/// Asks how faces are described: by the product's ways, and by models that have described the
/// corpus.
final class FacesField extends MultiSelectComboBox<String> {
  private static final Map<String, FacePart> PARTS =
      Arrays.stream(FacePart.values())
          .collect(Collectors.toMap(FacePart::written, Function.identity()));

  private final FaceDescription usual;

  /// @param usual chosen at first, and where nothing is chosen
  /// @param models names of those that have described the corpus
  FacesField(FaceDescription usual, List<String> models) {
    super(Words.say("refine.faces"));
    this.usual = usual;
    setItems(
        Stream.concat(Arrays.stream(FacePart.values()).map(FacePart::written), models.stream())
            .toList());
    setItemLabelGenerator(FacesField::named);
    setValue(new LinkedHashSet<>(List.of(usual.written().split("\\+", -1))));
    setHelperText(Words.say("refine.facesHint"));
  }

  private static String named(String way) {
    var part = PARTS.get(way);
    return part == null ? way : Words.of(part);
  }

  /// What is chosen.
  FaceDescription description() {
    return isEmpty() ? usual : FaceDescription.of(String.join("+", getValue()));
  }
}
