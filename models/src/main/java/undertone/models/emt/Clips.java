package undertone.models.emt;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// One view of a batch of clips: complete, or with steps taken away. Modalities stand in the order
/// text, sound, picture and need not run in step.
///
/// @param sentence the text as a whole `[B,D_l]`
/// @param steps `[B,T_m,D_m]` each; zeros where a step is missing, or what the text encoder made of
///   an unknown word
/// @param real `[B,T_m]` each, 1 up to the end of the clip; a missing step is real
public record Clips(NDArray sentence, NDList steps, NDList real) {}
