/// What every model that the house hosts says of itself, and how it is held against the numbers of
/// its authors' code.
@NullMarked
package undertone.models.hosting;

import org.jspecify.annotations.NullMarked;
