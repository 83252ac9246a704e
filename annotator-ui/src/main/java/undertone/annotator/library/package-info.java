/// Corpora as people see them: bring up, browse, set up.
@NullMarked
package undertone.annotator.library;

import org.jspecify.annotations.NullMarked;
