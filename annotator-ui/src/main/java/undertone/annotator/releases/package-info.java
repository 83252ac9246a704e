/// Releases as people see, compare and download them.
@NullMarked
package undertone.annotator.releases;

import org.jspecify.annotations.NullMarked;
