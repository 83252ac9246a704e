/// Spreads few labels over many clips that have none.
///
/// A run trains one network per fold by one of seven [methods][PseudoMethod], calibrates it on the
/// labelled clips each network did not see, and says of every clip without a label what it would be
/// called, how surely, and who agrees.
@NullMarked
package undertone.engine.pseudo;

import org.jspecify.annotations.NullMarked;
