/// Labels that runs spread: what they have to pass, and whether those accepted unseen are right.
@NullMarked
package undertone.annotator.pseudo;

import org.jspecify.annotations.NullMarked;
