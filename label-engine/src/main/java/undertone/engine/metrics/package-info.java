/// How good a method is: pure functions, one measure a file.
@NullMarked
package undertone.engine.metrics;

import org.jspecify.annotations.NullMarked;
