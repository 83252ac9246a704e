/// Login, tokens, throttling and the headers every answer carries.
@NullMarked
package undertone.annotator.security;

import org.jspecify.annotations.NullMarked;
