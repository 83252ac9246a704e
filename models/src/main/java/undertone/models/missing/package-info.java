/// What of a clip is not there, and why: padding, a missing step, a missing modality. Networks that
/// learn from incomplete clips share these words, and the laws by which clips are made incomplete.
@NullMarked
package undertone.models.missing;

import org.jspecify.annotations.NullMarked;
