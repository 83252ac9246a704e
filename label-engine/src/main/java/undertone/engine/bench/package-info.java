/// Methods measured end to end on tables of clips with trusted labels.
@NullMarked
package undertone.engine.bench;

import org.jspecify.annotations.NullMarked;
