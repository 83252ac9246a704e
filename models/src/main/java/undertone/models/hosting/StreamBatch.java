package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// Windows of clips, all of one length and without padding, and what is known of their frames,
/// unknown as the challenges mark it.
///
/// @param streams `[B,T·R,D_m]` by [FeatureModel#MODALITIES], R steps a frame
///   ([StreamModel#stepsOfFrame]); zeros where there is nothing
/// @param present `[B,3]`, 1 = the window has the stream
/// @param expression class `[B,T]`, whole numbers, −1 = unknown
/// @param valence −1..1, `[B,T]`, −5 = unknown
/// @param arousal −1..1, `[B,T]`, −5 = unknown
public record StreamBatch(
    NDList streams, NDArray present, NDArray expression, NDArray valence, NDArray arousal) {}
