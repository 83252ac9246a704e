/// Arrays in the files of NumPy, read without Python: `.npy`, `.npz` and, of the pickles inside
/// them, plain values only.
@NullMarked
package undertone.corpora.numpy;

import org.jspecify.annotations.NullMarked;
