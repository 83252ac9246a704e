package undertone.engine.captions;

/// Figures of one epoch, for the journal. A level that was not learned has the loss 0.
///
/// @param epoch counted from 1
/// @param loss mean of the weighed sum of the levels
/// @param minedPerClip captions of other clips accepted per clip, on average over steps; 0.2 to 2
///   are to be expected once mining has begun
/// @param scale s at the end of the epoch
/// @param bias b of the sigmoid form, likewise
public record CaptionEpoch(
    int epoch,
    int epochs,
    double loss,
    double globalLoss,
    double summaryLoss,
    double localLoss,
    double minedPerClip,
    double scale,
    double bias) {}
