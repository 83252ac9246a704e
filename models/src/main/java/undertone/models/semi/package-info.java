/// A plain classifier of clips over any encoder, for learning from few labels and many clips
/// without one.
@NullMarked
package undertone.models.semi;

import org.jspecify.annotations.NullMarked;
