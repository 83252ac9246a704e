/// Networks whose structure is searched: cells of convolutions for spectrograms, a recurrent cell
/// for sequences of deep features, and what the two streams tell each other.
///
/// Source: Sun et al. 2022, *EmotionNAS*, arXiv:2203.13617, of which no code is public; Liu et al.
/// 2019, *DARTS*, arXiv:1806.09055, with whose code operations, cells, gradients of the
/// architecture and derived genotypes are in parity. What the streams tell each other is a
/// reconstruction of ours.
@NullMarked
package undertone.models.nas;

import org.jspecify.annotations.NullMarked;
