@NullMarked
package undertone.annotator;

import org.jspecify.annotations.NullMarked;
