/// EMT-DLFR: sentiment of clips whose words, sound and picture run at rates of their own and lack
/// steps, learned from pairs of a complete and an incomplete view.
///
/// Source: Sun et al. 2023, *Efficient Multimodal Transformer with Dual-Level Feature Restoration
/// for Robust Multimodal Sentiment Analysis*, arXiv:2208.07589; the authors' public code, with
/// which outputs, losses, gradients and scores are in parity. No weights are published.
@NullMarked
package undertone.models.emt;

import org.jspecify.annotations.NullMarked;
