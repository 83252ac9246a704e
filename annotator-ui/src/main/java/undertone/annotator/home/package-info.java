/// The home folder and the database in it.
@NullMarked
package undertone.annotator.home;

import org.jspecify.annotations.NullMarked;
