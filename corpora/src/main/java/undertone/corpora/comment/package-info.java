/// What people tell the curators about a clip.
@NullMarked
package undertone.corpora.comment;

import org.jspecify.annotations.NullMarked;
