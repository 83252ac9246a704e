/// What curators and owners see of calibration.
@NullMarked
package undertone.annotator.calibration.ui;

import org.jspecify.annotations.NullMarked;
