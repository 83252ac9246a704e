/// The curator's work: proposals with their evidence, decisions, undo.
@NullMarked
package undertone.annotator.curation;

import org.jspecify.annotations.NullMarked;
