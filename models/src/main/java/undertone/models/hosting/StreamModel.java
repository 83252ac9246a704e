package undertone.models.hosting;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/// A model that reads what extractors say of words, sound and picture in the course of a clip,
/// brought in step, and tells of every frame what it expresses, how pleasant and how excited it is.
/// Like a [HostedModel] it is found by itself, through `META-INF/services`, and has a card under
/// its name.
public interface StreamModel {

  /// How people call it in commands, which is also the name of its card: `feature-fusion`.
  String name();

  /// Name of the folder in which numbers of its authors' code usually lie.
  String reference();

  /// Sizes on offer, the smallest first.
  List<String> sizes();

  /// Numbers of a step in the features as published, by [FeatureModel#MODALITIES].
  List<Integer> widths();

  /// Steps of a stream that a size reads for each frame that it tells of: 1, or more where it
  /// learns by itself what to keep of them.
  int stepsOfFrame(String size);

  /// Numbers that a size learns with features and classes as published.
  long parameters(String size);

  /// A network with drawn weights.
  ///
  /// @param size one of [#sizes]
  /// @param widths numbers of a step, by [FeatureModel#MODALITIES]
  /// @param classes expressions (K)
  /// @param manager owns the weights
  /// @param random draws them
  StreamNetwork network(
      String size, List<Integer> widths, int classes, NDManager manager, SplittableRandom random);

  /// Holds the networks against a folder of numbers that their authors' code computed.
  ///
  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is of another
  ///   network
  ParityReport parity(ReferenceFolder folder) throws IOException;

  /// All there are, by name.
  static List<StreamModel> all() {
    return ServiceLoader.load(StreamModel.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(StreamModel::name))
        .toList();
  }

  static Optional<StreamModel> named(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
