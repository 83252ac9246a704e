/// Pieces of screens that show what a face did.
@NullMarked
package undertone.annotator.tracks.ui;

import org.jspecify.annotations.NullMarked;
