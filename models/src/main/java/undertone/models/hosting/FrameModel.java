package undertone.models.hosting;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SplittableRandom;

/// A model that reads every frame of a face: what it expresses, how pleasant and how excited it is,
/// which action units move. Like a [HostedModel] it is found by itself, through
/// `META-INF/services`, and has a card under its name.
public interface FrameModel {

  /// How people call it in commands, which is also the name of its card: `two-aspect`.
  String name();

  /// Name of the folder in which numbers of its authors' code usually lie.
  String reference();

  /// Sizes on offer, the smallest first.
  List<String> sizes();

  /// Height and width in pixels of the faces that a size reads.
  int side(String size);

  /// Numbers that a size learns with classes and units as published.
  long parameters(String size);

  /// A network with drawn weights.
  ///
  /// @param size one of [#sizes]
  /// @param classes expressions (K)
  /// @param units action units (A), at least 1
  /// @param manager owns the weights
  /// @param random draws them
  FrameNetwork network(
      String size, int classes, int units, NDManager manager, SplittableRandom random);

  /// Holds the network against a folder of numbers that its authors' code computed.
  ///
  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is of another
  ///   network
  ParityReport parity(ReferenceFolder folder) throws IOException;

  /// All there are, by name.
  static List<FrameModel> all() {
    return ServiceLoader.load(FrameModel.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(FrameModel::name))
        .toList();
  }

  static Optional<FrameModel> named(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
