/// The hosted recognition models at work: clips become what they read, they learn from a corpus,
/// and say what they see and hear in its clips.
@NullMarked
package undertone.engine.recognition;

import org.jspecify.annotations.NullMarked;
