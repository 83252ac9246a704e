/// Encoders that read pixels.
///
/// Source: He et al. 2016, *Deep residual learning*, arXiv:1512.03385; the variant for pictures of
/// 32x32 that PiCO and IRNet train. No weights are published; parity is with a run of IRNet's code.
@NullMarked
package undertone.models.vision;

import org.jspecify.annotations.NullMarked;
