/// Clips and captions in one space, "EmoCapCLIP-style": contrastive losses with several positives,
/// a small trainable model, and the CLIP networks whose published weights can be read.
///
/// The losses and the mining of positives are a **reconstruction**: of EmoCapCLIP,
/// arXiv:2507.21015, only the abstract and the overview figure were at hand and no code is public.
/// Its ideas are kept (captions at three levels, joint global and local contrast, positives that
/// both modalities agree on); formulas and constants are ours or usual practice. The plain forms
/// are those of CLIP, arXiv:2103.00020, and SigLIP, arXiv:2303.15343, in parity with OpenCLIP.
@NullMarked
package undertone.models.clip;

import org.jspecify.annotations.NullMarked;
