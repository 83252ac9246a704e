/// The command line.
@NullMarked
package undertone.annotator.cli;

import org.jspecify.annotations.NullMarked;
