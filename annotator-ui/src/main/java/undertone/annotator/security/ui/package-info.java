/// The pages of the browser: who may open them, and what they may run.
@NullMarked
package undertone.annotator.security.ui;

import org.jspecify.annotations.NullMarked;
