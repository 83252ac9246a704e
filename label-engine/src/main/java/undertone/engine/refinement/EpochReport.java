package undertone.engine.refinement;

/// Figures of one epoch, for the journal.
///
/// @param fold counted from 1
/// @param member network of the fold, counted from 1
/// @param epoch counted from 1
/// @param epochs of this fold
/// @param loss mean of the whole loss
/// @param classLoss mean of the classification part
/// @param contrastLoss mean of the contrastive part
/// @param insideShare share of training clips whose most probable label lies in their original set:
///   the label-free signal of the start rule
/// @param correcting whether correction was active
/// @param flagged training clips declared noisy in this epoch
/// @param changedSets training clips whose set differs from the original one by now
public record EpochReport(
    int fold,
    int member,
    int epoch,
    int epochs,
    double loss,
    double classLoss,
    double contrastLoss,
    double insideShare,
    boolean correcting,
    int flagged,
    int changedSets) {}
