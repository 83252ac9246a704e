/// Releases on the screen: make, list, fetch, compare.
@NullMarked
package undertone.annotator.releases.ui;

import org.jspecify.annotations.NullMarked;
