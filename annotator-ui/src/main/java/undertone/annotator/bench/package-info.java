/// Benches of the house itself: lists, queue, releases. Each works on a scratch home of its own and
/// reports figures; none decides anything.
@NullMarked
package undertone.annotator.bench;

import org.jspecify.annotations.NullMarked;
