/// Clips' bytes for browsers, by clip id and never by name.
@NullMarked
package undertone.annotator.media;

import org.jspecify.annotations.NullMarked;
