/// What votes tell of a corpus and of its voters.
@NullMarked
package undertone.annotator.insights;

import org.jspecify.annotations.NullMarked;
