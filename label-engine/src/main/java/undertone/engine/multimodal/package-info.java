/// Models that read what extractors say of clips: a corpus' conversations as batches with three
/// kinds of absence, learning with modalities taken away, and what was learned as an opinion. What
/// a training leaves and how it is measured is that of [undertone.engine.recognition].
@NullMarked
package undertone.engine.multimodal;

import org.jspecify.annotations.NullMarked;
