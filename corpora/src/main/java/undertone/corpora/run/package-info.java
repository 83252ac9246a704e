/// Engine jobs: plan, progress, journal.
@NullMarked
package undertone.corpora.run;

import org.jspecify.annotations.NullMarked;
