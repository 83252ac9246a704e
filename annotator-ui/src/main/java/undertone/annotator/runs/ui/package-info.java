/// Runs on the screen: start one, watch it, see what it found.
@NullMarked
package undertone.annotator.runs.ui;

import org.jspecify.annotations.NullMarked;
