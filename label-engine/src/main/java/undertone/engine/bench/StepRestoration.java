package undertone.engine.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import undertone.models.emt.EmtConfig;

/// Which restorations a transformer learns with, as `bench emt` compares them.
public enum StepRestoration {
  /// Both.
  ON("on", 1, 1),
  /// None: it learns from the incomplete view alone.
  OFF("off", 0, 0),
  /// Features of missing steps only.
  LOW("low", 0, 1),
  /// The pull of both views towards each other only.
  HIGH("high", 1, 0);

  private final String written;
  private final float attraction;
  private final float restoration;

  StepRestoration(String written, float attraction, float restoration) {
    this.written = written;
    this.attraction = attraction;
    this.restoration = restoration;
  }

  /// As in commands and reports.
  public String written() {
    return written;
  }

  boolean attracts() {
    return attraction > 0;
  }

  boolean restores() {
    return restoration > 0;
  }

  /// A network that weighs its losses so.
  EmtConfig small(int text, int companion) {
    var usual = EmtConfig.small(text, companion, companion, 1);
    return new EmtConfig(
        usual.text(),
        usual.audio(),
        usual.vision(),
        usual.audioHidden(),
        usual.visionHidden(),
        usual.audioOut(),
        usual.visionOut(),
        usual.width(),
        usual.layers(),
        usual.heads(),
        usual.attentionDropout(),
        usual.forwardDropout(),
        usual.head(),
        usual.headDropout(),
        usual.outputs(),
        usual.sharing(),
        usual.expectation(),
        attraction,
        restoration);
  }

  /// @throws IllegalArgumentException naming those there are
  public static StepRestoration of(String written) {
    return Arrays.stream(values())
        .filter(one -> one.written.equals(written.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "There is no restoration \"%s\"; there are %s."
                    .formatted(
                        written,
                        Arrays.stream(values())
                            .map(StepRestoration::written)
                            .collect(Collectors.joining(", ")))));
  }
}
