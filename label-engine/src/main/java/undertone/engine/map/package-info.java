/// A corpus as a picture: vectors of many numbers brought to two, so that what is near stays near.
@NullMarked
package undertone.engine.map;

import org.jspecify.annotations.NullMarked;
