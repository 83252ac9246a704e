/// The first room: what waits for the person who came in.
@NullMarked
package undertone.annotator.home.ui;

import org.jspecify.annotations.NullMarked;
