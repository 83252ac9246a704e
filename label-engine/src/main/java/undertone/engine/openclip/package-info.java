/// CLIP networks whose weights somebody brought in: they describe clips, and hold them against
/// words.
@NullMarked
package undertone.engine.openclip;

import org.jspecify.annotations.NullMarked;
