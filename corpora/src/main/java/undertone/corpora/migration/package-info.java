/// Changes of a label scheme and what they mean for what was said before.
@NullMarked
package undertone.corpora.migration;

import org.jspecify.annotations.NullMarked;
