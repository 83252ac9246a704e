/// Label errors found by what models think of clips: confident learning for one label each,
/// CROWDLAB where votes are kept. Probabilities must be out-of-fold.
@NullMarked
package undertone.engine.cleaning;

import org.jspecify.annotations.NullMarked;
