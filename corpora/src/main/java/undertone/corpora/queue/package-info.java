/// Which clip an annotator gets next, leased and never over-assigned.
@NullMarked
package undertone.corpora.queue;

import org.jspecify.annotations.NullMarked;
