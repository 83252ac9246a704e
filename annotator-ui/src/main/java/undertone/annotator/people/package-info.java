/// Who is asking, what they may do, and how people come and go.
@NullMarked
package undertone.annotator.people;

import org.jspecify.annotations.NullMarked;
