package undertone.engine.metrics;

/// How well flags hit the noisy clips.
///
/// @param precision share of flagged clips that are noisy
/// @param recall share of noisy clips that are flagged
public record FlagQuality(Share precision, Share recall) {

  public static FlagQuality of(boolean[] flagged, boolean[] noisy) {
    int flags = 0;
    int noise = 0;
    int hits = 0;
    for (int i = 0; i < flagged.length; i++) {
      flags += flagged[i] ? 1 : 0;
      noise += noisy[i] ? 1 : 0;
      hits += flagged[i] && noisy[i] ? 1 : 0;
    }
    return new FlagQuality(Share.of(hits, flags), Share.of(hits, noise));
  }
}
