/// Voters and what they held possible; append-only.
@NullMarked
package undertone.corpora.vote;

import org.jspecify.annotations.NullMarked;
