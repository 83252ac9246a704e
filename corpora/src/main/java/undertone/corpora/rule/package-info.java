/// Rules that vote: what somebody has written down about words, faces and columns.
@NullMarked
package undertone.corpora.rule;

import org.jspecify.annotations.NullMarked;
