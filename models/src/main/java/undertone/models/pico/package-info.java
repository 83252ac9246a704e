/// PiCO: class head and contrastive head over any encoder, the momentum copy of all three, the
/// losses of partial-label learning and the optimiser of the reference.
///
/// Source: Wang et al. 2022, *PiCO*, arXiv:2201.08984; as used by Lian et al. 2022, *IRNet*,
/// arXiv:2211.04774. No weights are published; parity is with a run of IRNet's code.
@NullMarked
package undertone.models.pico;

import org.jspecify.annotations.NullMarked;
