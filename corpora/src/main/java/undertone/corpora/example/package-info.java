/// Clips that show what the labels of a corpus mean.
@NullMarked
package undertone.corpora.example;

import org.jspecify.annotations.NullMarked;
