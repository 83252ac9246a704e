/// A language model behind an OpenAI-compatible endpoint as a voter: it is shown frames, words or
/// both and puts the labels of a scheme in order.
///
/// [LlmLabelling] asks, within [LlmPlan]'s caps and through [AddressGuard]; [RankCalibration] makes
/// candidate sets of rankings; [RankedFile] reads and writes the published three-column files.
@NullMarked
package undertone.engine.llm;

import org.jspecify.annotations.NullMarked;
