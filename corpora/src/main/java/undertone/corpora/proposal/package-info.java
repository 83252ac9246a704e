/// What a run suggests, waiting for a curator.
@NullMarked
package undertone.corpora.proposal;

import org.jspecify.annotations.NullMarked;
