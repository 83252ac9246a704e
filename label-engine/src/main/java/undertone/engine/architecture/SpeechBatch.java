package undertone.engine.architecture;

import ai.djl.ndarray.NDArray;

/// Utterances of one step.
///
/// @param maps `[B,1,32,48]`
/// @param sequences `[B,40,39]`
/// @param there `[B,40]`, 1 = a step
/// @param classes `[B]`
record SpeechBatch(NDArray maps, NDArray sequences, NDArray there, NDArray classes) {}
