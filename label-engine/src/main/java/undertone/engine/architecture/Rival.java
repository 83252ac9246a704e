package undertone.engine.architecture;

import java.util.Locale;

/// Networks that nobody searched, against which a found one is measured.
public enum Rival {
  /// Spectrograms through cells of separable convolutions.
  CNN,
  /// Sequences through an LSTM.
  LSTM,
  /// Both side by side.
  FIXED;

  /// As in reports.
  public String written() {
    return name().toLowerCase(Locale.ROOT);
  }
}
