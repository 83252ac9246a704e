package undertone.engine.recognition;

import org.jspecify.annotations.Nullable;

/// Where a training stands.
///
/// @param epoch from 1
/// @param epochs of the plan
/// @param step from 1, over all epochs
/// @param steps of the plan
/// @param loss of the step
/// @param rate that the weights moved by
/// @param figures on held-out clips, at the end of an epoch of fine-tuning, if they are wanted
public record RecognitionStep(
    int epoch,
    int epochs,
    int step,
    int steps,
    double loss,
    double rate,
    @Nullable RecognitionFigures figures) {}
