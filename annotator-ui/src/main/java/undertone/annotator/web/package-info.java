/// The web app as a whole.
@NullMarked
package undertone.annotator.web;

import org.jspecify.annotations.NullMarked;
