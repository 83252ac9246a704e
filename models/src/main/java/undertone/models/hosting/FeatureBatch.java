package undertone.models.hosting;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;

/// Clips as numbers, in up to three states a step: it is there; it was there and was taken away; it
/// never was. Axis `T` runs over turns or steps ([FeatureModel.Reads]).
///
/// @param complete `[B,T_m,D_m]` of each modality; zeros where a clip has nothing
/// @param real `[B,T_m]` each, 0 = padding behind the end
/// @param had `[B,T_m]` each, 1 = the clip has it
/// @param kept `[B,T_m]` each, 1 = it was not taken away either
/// @param speakers `[B,N]`, whole numbers from 0, in each conversation by first appearance
/// @param classes `[B,N]`, whole numbers from 0; where nothing is taught, any
/// @param taught `[B,N]`, 1 = the class is known and taught; N = 1 of clips by themselves
/// @param valences `[B,N]`, -1..1; where none is taught, any
/// @param rated `[B,N]`, 1 = the valence is known and taught
public record FeatureBatch(
    NDList complete,
    NDList real,
    NDList had,
    NDList kept,
    NDArray speakers,
    NDArray classes,
    NDArray taught,
    NDArray valences,
    NDArray rated) {}
