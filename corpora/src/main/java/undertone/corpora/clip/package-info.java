/// Clips and the lists people browse.
@NullMarked
package undertone.corpora.clip;

import org.jspecify.annotations.NullMarked;
