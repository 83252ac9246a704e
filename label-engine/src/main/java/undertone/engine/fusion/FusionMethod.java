package undertone.engine.fusion;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import undertone.models.mer.FusionNet;
import undertone.models.mer.Mer23Attention;
import undertone.models.mer.Mer23Config;
import undertone.models.mer.Mer23Mlp;

/// How the modalities of a clip come together.
public enum FusionMethod {
  /// All numbers side by side through two layers.
  MLP,
  /// Each modality through layers of its own; all of them say how much each counts.
  ATTENTION;

  private static final float DROPOUT = 0.3f; // what the organisers' runs come to, not what they ask

  /// As commands write it.
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException if there is no such method
  public static FusionMethod of(String written) {
    return Arrays.stream(values())
        .filter(method -> method.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no fusion \"%s\"; choose one of %s."
                    .formatted(
                        written, Arrays.stream(values()).map(FusionMethod::written).toList())));
  }

  /// @param widths of sound, words and picture
  FusionNet network(List<Integer> widths, int classes) {
    var config =
        new Mer23Config(widths.get(0), widths.get(1), widths.get(2), 256, 128, classes, DROPOUT);
    return switch (this) {
      case MLP -> new Mer23Mlp(config);
      case ATTENTION -> new Mer23Attention(config);
    };
  }
}
