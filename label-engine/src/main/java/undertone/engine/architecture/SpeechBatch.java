package undertone.engine.architecture;

import ai.djl.ndarray.NDArray;

/// Clips of one step.
///
/// @param maps `[B,1,32,48]`
/// @param sequences `[B,T,D]`
/// @param there `[B,T]`, 1 = a step
/// @param present `[B,2]`, 1 = the clip has a map, a sequence
/// @param classes `[B]`
record SpeechBatch(
    NDArray maps, NDArray sequences, NDArray there, NDArray present, NDArray classes) {}
