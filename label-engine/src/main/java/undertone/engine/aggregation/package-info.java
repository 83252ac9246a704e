/// One answer out of the votes of many, and how far each voter is to be believed. Votes alone: no
/// clip is looked at.
@NullMarked
package undertone.engine.aggregation;

import org.jspecify.annotations.NullMarked;
