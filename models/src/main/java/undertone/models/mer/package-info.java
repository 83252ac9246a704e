/// The baselines of the MER challenges: features of sound, words and picture in, a class and a
/// valence out.
///
/// Source: Lian et al. 2023, *MER 2023*, arXiv:2304.08981; Lian et al. 2024, *MERBench*,
/// arXiv:2401.03429; the organisers' public code, with which they are in parity. No weights are
/// published.
@NullMarked
package undertone.models.mer;

import org.jspecify.annotations.NullMarked;
