package undertone.annotator.cli;

import java.nio.file.Path;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.SchemeYaml;
import undertone.corpora.scheme.ShippedSchemes;

/// Finds a label scheme named on the command line.
final class Schemes {
  private Schemes() {}

  /// @param named a shipped scheme, else a YAML file
  static LabelScheme named(String named) {
    if (named.endsWith(".yaml") || named.endsWith(".yml")) {
      return SchemeYaml.read(Path.of(named));
    }
    return ShippedSchemes.find(named)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no label scheme \"%s\"; shipped are %s, or name a YAML file."
                    .formatted(named, ShippedSchemes.names())));
  }
}
