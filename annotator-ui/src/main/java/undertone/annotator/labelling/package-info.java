/// The annotator's work: the next clip, votes, captions, undo.
@NullMarked
package undertone.annotator.labelling;

import org.jspecify.annotations.NullMarked;
