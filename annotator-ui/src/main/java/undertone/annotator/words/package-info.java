/// Words that annotators type where no label fits, and the labels they stand for.
@NullMarked
package undertone.annotator.words;

import org.jspecify.annotations.NullMarked;
