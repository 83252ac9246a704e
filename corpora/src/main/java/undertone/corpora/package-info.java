@NullMarked
package undertone.corpora;

import org.jspecify.annotations.NullMarked;
