@NullMarked
package undertone.models;

import org.jspecify.annotations.NullMarked;
