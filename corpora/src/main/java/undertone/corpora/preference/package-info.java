/// Which of two descriptions of a clip people prefer.
@NullMarked
package undertone.corpora.preference;

import org.jspecify.annotations.NullMarked;
