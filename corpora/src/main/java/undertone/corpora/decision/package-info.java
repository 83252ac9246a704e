/// What curators settled; append-only and reversible.
@NullMarked
package undertone.corpora.decision;

import org.jspecify.annotations.NullMarked;
