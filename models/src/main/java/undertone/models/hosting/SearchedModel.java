package undertone.models.hosting;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/// A model whose structure is searched on the clips that it learns from, so that there is no
/// network of it before. It hears spectrograms and reads what extractors say of clips. Like a
/// [HostedModel] it is found by itself, through `META-INF/services`, and has a card under its name.
public interface SearchedModel {

  /// How people call it in commands, which is also the name of its card: `emotion-nas`.
  String name();

  /// Name of the folder in which numbers of the code that it follows usually lie.
  String reference();

  /// Sizes on offer, the smallest first.
  List<String> sizes();

  /// Numbers that the largest structure of a size learns, of sound alone and with classes as
  /// published.
  long parameters(String size);

  /// Holds the search, and what it is made of, against a folder of numbers that the code it follows
  /// computed.
  ///
  /// @throws undertone.models.weights.UnreadableWeightsException if the folder is of another
  ///   network
  ParityReport parity(ReferenceFolder folder) throws IOException;

  /// All there are, by name.
  static List<SearchedModel> all() {
    return ServiceLoader.load(SearchedModel.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(SearchedModel::name))
        .toList();
  }

  static Optional<SearchedModel> named(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
