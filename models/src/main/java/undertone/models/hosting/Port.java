package undertone.models.hosting;

import ai.djl.ndarray.types.Shape;

/// One array that a network reads or answers.
///
/// @param name among the others
/// @param shape its axes; -1 is one that the batch or the mask decides
/// @param meaning what its numbers are, with their unit
public record Port(String name, Shape shape, String meaning) {}
