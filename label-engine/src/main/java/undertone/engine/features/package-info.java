/// What a clip looks and sounds like and what is said in it, as numbers: extractors, their cache,
/// and one vector per clip.
@NullMarked
package undertone.engine.features;

import org.jspecify.annotations.NullMarked;
