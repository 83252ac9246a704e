package undertone.models.hosting;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/// A model that reads what extractors say of clips instead of clips themselves: numbers of text,
/// sound and picture, of which any may be missing. Like a [HostedModel] it is found by itself,
/// through `META-INF/services`, and has a card under its name.
public interface FeatureModel {
  /// Modalities in the order of tensors.
  List<String> MODALITIES = List.of("text", "audio", "visual");

  /// What the axis between batch and numbers runs over.
  enum Reads {
    /// Turns of a conversation, each described once by each modality.
    TURNS,
    /// Steps of one clip, as many as each modality has.
    STEPS,
    /// Clips by themselves, each described once by each modality.
    CLIPS
  }

  /// What a network tells.
  ///
  /// @param classes how many it tells apart
  /// @param valence whether it was, or will be, taught that beside them; asked of those alone that
  ///   can ([#tellsValence])
  record Tells(int classes, boolean valence) {}

  /// How people call it in commands, which is also the name of its card: `gcnet`.
  String name();

  Reads reads();

  /// Whether it tells valence beside classes where it was taught any.
  default boolean tellsValence() {
    return false;
  }

  /// Name of the folder in which numbers of its authors' code usually lie.
  default String reference() {
    return name();
  }

  /// Sizes on offer, the smallest first.
  List<String> sizes();

  /// Numbers of a turn or step in the features as published, by [#MODALITIES].
  List<Integer> widths();

  /// Numbers that a size learns with features and classes as published.
  long parameters(String size);

  /// A network with drawn weights.
  ///
  /// @param size one of [#sizes]
  /// @param widths numbers of a turn or step, by [#MODALITIES]
  /// @param speakers in a conversation at most
  /// @param manager owns the weights
  /// @param random draws them
  FeatureNetwork network(
      String size,
      List<Integer> widths,
      int speakers,
      Tells tells,
      NDManager manager,
      SplittableRandom random);

  /// Holds the network against a folder of numbers that its authors' code computed.
  ///
  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is of another
  ///   network
  ParityReport parity(ReferenceFolder folder) throws IOException;

  /// All there are, by name.
  static List<FeatureModel> all() {
    return ServiceLoader.load(FeatureModel.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(FeatureModel::name))
        .toList();
  }

  static Optional<FeatureModel> named(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
