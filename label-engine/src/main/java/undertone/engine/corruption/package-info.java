/// Clips made worse on purpose: speech of others mixed in, pictures blurred, so that it can be
/// measured what that costs a model.
///
/// Source: Lian et al. 2023, *MER 2023*, arXiv:2304.08981, sec. 3.2; the organisers' code, which
/// draws without a seed and keeps no record; this does both.
@NullMarked
package undertone.engine.corruption;

import org.jspecify.annotations.NullMarked;
