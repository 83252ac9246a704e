/// Finding clips by what is said in them and of them.
@NullMarked
package undertone.annotator.search;

import org.jspecify.annotations.NullMarked;
