/// Stretches of a clip, with what a vote says of each.
@NullMarked
package undertone.corpora.segment;

import org.jspecify.annotations.NullMarked;
