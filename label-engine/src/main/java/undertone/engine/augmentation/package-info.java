/// Altered views of small pictures, as partial-label learning on pixels draws them.
///
/// Source: IRNet's `utils/cifar10.py` and `utils/randaugment.py`. Operations are those of Pillow,
/// which the reference calls: 8 bits between operations, values cut off and not rounded where it
/// cuts them off.
@NullMarked
package undertone.engine.augmentation;

import org.jspecify.annotations.NullMarked;
