/// Machines that vote: each says of a clip which labels it holds possible, best first.
@NullMarked
package undertone.engine.voters;

import org.jspecify.annotations.NullMarked;
