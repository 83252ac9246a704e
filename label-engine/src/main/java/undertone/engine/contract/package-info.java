/// The one form in which networks, extractors and other tools exchange features of clips: a folder
/// with `dataset.json`, `clips.csv` and a file of numbers for each clip and modality.
///
/// Here it is read, written and checked, and clips become batches: sorted by length, turns in the
/// order of their conversation, numbers brought to a scale that only clips of the training split
/// had a say in.
@NullMarked
package undertone.engine.contract;

import org.jspecify.annotations.NullMarked;
