/// Reviewing on the screen: one proposal at a time, with its evidence, decided by a key.
@NullMarked
package undertone.annotator.curation.ui;

import org.jspecify.annotations.NullMarked;
