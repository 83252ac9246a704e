/// A corpus made by our own code: drawn faces whose expressions are driven by facial action units,
/// a synthetic voice, captions, five simulated annotators and a hidden gold. It gives a newcomer
/// something to label within a minute and shows no real person's face.
@NullMarked
package undertone.corpora.demo;

import org.jspecify.annotations.NullMarked;
