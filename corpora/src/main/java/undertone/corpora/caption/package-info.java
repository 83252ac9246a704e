/// Free text on clips; append-only revisions.
@NullMarked
package undertone.corpora.caption;

import org.jspecify.annotations.NullMarked;
