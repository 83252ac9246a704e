/// Which captions say the same in almost the same words.
@NullMarked
package undertone.engine.duplicates;

import org.jspecify.annotations.NullMarked;
