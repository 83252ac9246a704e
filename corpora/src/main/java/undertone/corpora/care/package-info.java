/// Care for those who annotate: clips that are hard to bear, and what people ask for themselves.
@NullMarked
package undertone.corpora.care;

import org.jspecify.annotations.NullMarked;
