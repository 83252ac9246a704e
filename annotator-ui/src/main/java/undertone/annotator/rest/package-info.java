/// Everything a screen can do, as REST.
@NullMarked
package undertone.annotator.rest;

import org.jspecify.annotations.NullMarked;
