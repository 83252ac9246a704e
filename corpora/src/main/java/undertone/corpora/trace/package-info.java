/// Valence and arousal as a voter followed them while a clip played.
@NullMarked
package undertone.corpora.trace;

import org.jspecify.annotations.NullMarked;
