/// How a corpus is annotated, for those who plan it and those who look at how it came out.
@NullMarked
package undertone.annotator.plans;

import org.jspecify.annotations.NullMarked;
