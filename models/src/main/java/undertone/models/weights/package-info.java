/// Readers of the forms in which others publish trained weights. What is read is not trusted: sizes
/// and shapes are checked before anything is allocated.
@NullMarked
package undertone.models.weights;

import org.jspecify.annotations.NullMarked;
