/// Recognition models on the screen: which are there, what they learned, how far to trust them.
@NullMarked
package undertone.annotator.models.ui;

import org.jspecify.annotations.NullMarked;
