/// What the engine process does, and the door through which jobs come to it.
@NullMarked
package undertone.annotator.jobs;

import org.jspecify.annotations.NullMarked;
