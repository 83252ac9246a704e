/// Calibration clips, and by how much annotators' traces lag behind.
@NullMarked
package undertone.annotator.calibration;

import org.jspecify.annotations.NullMarked;
