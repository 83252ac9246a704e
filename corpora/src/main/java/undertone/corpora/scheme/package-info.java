/// Label schemes as files: reading, writing, the ones that ship, and schemes made from the words of
/// a table.
@NullMarked
package undertone.corpora.scheme;

import org.jspecify.annotations.NullMarked;
