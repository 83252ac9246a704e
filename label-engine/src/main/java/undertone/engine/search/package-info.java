/// Clips, moments and captions found by words and by meaning: a Lucene index in one folder.
@NullMarked
package undertone.engine.search;

import org.jspecify.annotations.NullMarked;
