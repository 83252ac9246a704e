@NullMarked
package undertone.annotator.rules.ui;

import org.jspecify.annotations.NullMarked;
