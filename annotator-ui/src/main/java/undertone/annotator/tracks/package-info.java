/// Tracks of valence, arousal and action units, as curators see them, and how captions stand to
/// them.
@NullMarked
package undertone.annotator.tracks;

import org.jspecify.annotations.NullMarked;
