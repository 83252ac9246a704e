/// Corpora: what belongs together under one label scheme.
@NullMarked
package undertone.corpora.corpus;

import org.jspecify.annotations.NullMarked;
