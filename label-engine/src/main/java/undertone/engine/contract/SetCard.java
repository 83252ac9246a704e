package undertone.engine.contract;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `dataset.json` says of a data set.
///
/// @param classes of a classification, in order; else empty
/// @param range of a regression; null = not said
/// @param modalities in the order of tensors
public record SetCard(
    String name,
    Task task,
    List<String> classes,
    @Nullable Range range,
    List<ModalityCard> modalities) {

  /// What is told of a clip.
  public enum Task {
    CLASSIFICATION,
    REGRESSION,
    /// Valence and arousal.
    VA,
    /// Several tasks, from labels of frames.
    MTL
  }

  /// Ends of a scale, both on it.
  public record Range(double from, double to) {
    public Range {
      if (!(from < to)) {
        throw new IllegalArgumentException(
            "A range goes from a lower to a higher number, not from %s to %s.".formatted(from, to));
      }
    }
  }

  public SetCard {
    classes = List.copyOf(classes);
    modalities = List.copyOf(modalities);
  }

  /// @throws IllegalArgumentException naming those there are
  public ModalityCard modality(String name) {
    return modalities.stream()
        .filter(modality -> modality.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "The data set has no modality \"%s\", only %s."
                    .formatted(name, modalities.stream().map(ModalityCard::name).toList())));
  }
}
