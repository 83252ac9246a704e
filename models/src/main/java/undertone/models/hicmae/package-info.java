/// HiCMAE: faces in motion and voices, each read by a transformer of its own, then by one
/// another's.
///
/// Source: Sun et al. 2024, *HiCMAE: Hierarchical Contrastive Masked Autoencoder for
/// Self-Supervised Audio-Visual Emotion Recognition*, arXiv:2401.05698 (Information Fusion), and
/// the authors' public code, with which it is in parity. Weights: none are bundled; the authors'
/// files can be read.
@NullMarked
package undertone.models.hicmae;

import org.jspecify.annotations.NullMarked;
