/// The screen that clips are searched on.
@NullMarked
package undertone.annotator.search.ui;

import org.jspecify.annotations.NullMarked;
