/// Releases, for people with the right to make or read them.
@NullMarked
package undertone.annotator.releases;

import org.jspecify.annotations.NullMarked;
