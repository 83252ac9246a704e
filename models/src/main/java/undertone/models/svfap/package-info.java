/// SVFAP: faces in motion, read by a transformer that halves time between its stages and sums up
/// each moment in a few tokens.
///
/// Source: Sun et al. 2024, *SVFAP: Self-supervised Video Facial Affect Perceiver*,
/// arXiv:2401.00416 (IEEE Transactions on Affective Computing), and the authors' public code, with
/// which its parts are in parity. Weights: none are bundled; the authors' files can be read.
@NullMarked
package undertone.models.svfap;

import org.jspecify.annotations.NullMarked;
