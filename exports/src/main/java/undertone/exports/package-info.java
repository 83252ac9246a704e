@NullMarked
package undertone.exports;

import org.jspecify.annotations.NullMarked;
