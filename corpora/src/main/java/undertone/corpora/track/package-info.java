/// What machines follow in a face from frame to frame: valence, arousal, action units; and what
/// captions say of the same face.
@NullMarked
package undertone.corpora.track;

import org.jspecify.annotations.NullMarked;
