package undertone.corpora.proposal;

import java.util.Map;
import undertone.corpora.ClipId;

/// What a run believes of one clip, whether or not it proposes anything.
///
/// @param noise probability that the voters' set misses the true label, 0..1
/// @param flagged whether that is at or over the run's threshold
/// @param probabilities of each label, summing to 1
public record Estimate(
    ClipId clip, double noise, boolean flagged, Map<String, Double> probabilities) {}
