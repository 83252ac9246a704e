/// The house's own sentences in the language of whoever reads them.
@NullMarked
package undertone.annotator.language;

import org.jspecify.annotations.NullMarked;
