/// Labels spread from labelled clips to others, and how far they can be trusted.
@NullMarked
package undertone.corpora.pseudo;

import org.jspecify.annotations.NullMarked;
