/// Rules that vote: written down, tried out, and let vote.
@NullMarked
package undertone.annotator.rules;

import org.jspecify.annotations.NullMarked;
