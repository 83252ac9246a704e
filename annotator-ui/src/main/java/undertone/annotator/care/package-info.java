/// Care for those who annotate: what they ask for themselves, and clips that are hard to bear.
@NullMarked
package undertone.annotator.care;

import org.jspecify.annotations.NullMarked;
