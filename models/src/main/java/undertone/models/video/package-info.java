/// What the masked video autoencoders share: cubes of a clip as tokens, positions, masks, targets,
/// the blocks of their transformers, and the rules by which they learn.
///
/// Source: Tong et al. 2022, *VideoMAE*, arXiv:2203.12602, and the public code of MAE-DFER, SVFAP
/// and HiCMAE, with which all of it is in parity.
@NullMarked
package undertone.models.video;

import org.jspecify.annotations.NullMarked;
