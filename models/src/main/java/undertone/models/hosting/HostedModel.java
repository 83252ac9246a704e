package undertone.models.hosting;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import tools.jackson.databind.JsonNode;

/// A model that the house hosts. Each is found by itself: its package names it in
/// `META-INF/services`, and nothing else needs to know of it.
public interface HostedModel {

  /// How people call it in commands, which is also the name of its card: `mae-dfer`.
  String name();

  /// How many classes the published fine-tuning tells apart.
  int publishedClasses();

  /// Its networks in the sizes that are offered, by their names: `base`, `base-pretrain`, `tiny`, …
  /// What `base` may start from is called `base-pretrain`.
  ///
  /// @param classes that classifiers tell apart
  Map<String, HostedNetwork> variants(int classes);

  /// The network that the sizes of a folder of reference numbers describe, a classifier if they
  /// name classes and an autoencoder otherwise.
  ///
  /// @param sizes `config.json` of the folder
  /// @throws IllegalArgumentException if they make no network
  HostedNetwork network(JsonNode sizes);

  /// All there are, by name.
  static List<HostedModel> all() {
    return ServiceLoader.load(HostedModel.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparing(HostedModel::name))
        .toList();
  }

  static Optional<HostedModel> named(String name) {
    return all().stream().filter(model -> model.name().equals(name)).findFirst();
  }
}
