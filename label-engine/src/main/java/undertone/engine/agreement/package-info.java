/// How far people say the same: one statistic a file, each a function of sums over items, so that
/// one bootstrap serves them all.
@NullMarked
package undertone.engine.agreement;

import org.jspecify.annotations.NullMarked;
