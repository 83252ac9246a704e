/// What a person keeps for a room: filters they come back to, habits of looking.
@NullMarked
package undertone.corpora.view;

import org.jspecify.annotations.NullMarked;
