package undertone.corpora.proposal;

import org.jspecify.annotations.Nullable;

/// Which open proposals to look at; a null field does not narrow.
public record ReviewFilter(
    @Nullable String from,
    @Nullable String to,
    @Nullable Double minNoise,
    @Nullable Double minProbability) {

  public static final ReviewFilter ALL = new ReviewFilter(null, null, null, null);
}
