/// What votes tell of labels and of those who vote: how far they agree, where they part, how each
/// voter fares.
@NullMarked
package undertone.engine.insights;

import org.jspecify.annotations.NullMarked;
