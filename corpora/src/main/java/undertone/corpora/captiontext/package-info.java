/// What the words of a caption speak of: sentences, regions, emotions.
@NullMarked
package undertone.corpora.captiontext;

import org.jspecify.annotations.NullMarked;
