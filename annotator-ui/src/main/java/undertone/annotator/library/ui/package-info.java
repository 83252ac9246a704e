/// Corpora on the screen: bring in, browse, look at one clip, settings.
@NullMarked
package undertone.annotator.library.ui;

import org.jspecify.annotations.NullMarked;
