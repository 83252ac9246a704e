/// What every feature may have to refuse.
@NullMarked
package undertone.annotator.faults;

import org.jspecify.annotations.NullMarked;
