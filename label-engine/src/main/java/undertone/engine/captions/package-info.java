/// Learns clips and captions in one space, "EmoCapCLIP-style": mining of positives, training,
/// labels from prompts with calibrated probabilities, and proposals of captions.
///
/// What stands on EmoCapCLIP, arXiv:2507.21015, is a reconstruction; see [undertone.models.clip].
@NullMarked
package undertone.engine.captions;

import org.jspecify.annotations.NullMarked;
