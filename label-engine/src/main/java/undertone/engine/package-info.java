@NullMarked
package undertone.engine;

import org.jspecify.annotations.NullMarked;
