/// Starting, watching and stopping runs.
@NullMarked
package undertone.annotator.runs;

import org.jspecify.annotations.NullMarked;
