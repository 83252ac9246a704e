/// MAE-DFER: faces in motion, read by a transformer that attends within regions of space and time
/// and lets one token speak for each.
///
/// Source: Sun et al. 2023, *MAE-DFER: Efficient Masked Autoencoder for Self-supervised Dynamic
/// Facial Expression Recognition*, arXiv:2307.02227 (ACM MM), and the authors' public code, with
/// which it is in parity. Weights: none are bundled; the authors' files can be read.
@NullMarked
package undertone.models.maedfer;

import org.jspecify.annotations.NullMarked;
