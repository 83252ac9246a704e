@NullMarked
package undertone.annotator.words.ui;

import org.jspecify.annotations.NullMarked;
