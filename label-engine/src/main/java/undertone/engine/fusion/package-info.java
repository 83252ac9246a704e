/// The baselines of the MER challenges, trained: features of sound, words and picture become a
/// class and, where it is known, a valence.
///
/// A run trains one network for each fold and lets all of them answer for clips that took no part.
///
/// Source: Lian et al. 2023, *MER 2023*, arXiv:2304.08981, sec. 4; Lian et al. 2024, *MERBench*,
/// arXiv:2401.03429; the organisers' public code.
@NullMarked
package undertone.engine.fusion;

import org.jspecify.annotations.NullMarked;
