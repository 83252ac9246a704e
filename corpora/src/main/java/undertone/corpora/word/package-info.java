/// Words of annotators' own and the labels they stand for.
@NullMarked
package undertone.corpora.word;

import org.jspecify.annotations.NullMarked;
