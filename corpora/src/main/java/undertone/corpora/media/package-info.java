/// Bytes of clips: kept by content hash, typed by content, probed and decoded in processes of their
/// own.
///
/// Media come from strangers, so no parser of theirs runs in the process that holds the database:
/// small JVMs without credentials do, with limits on time and memory.
@NullMarked
package undertone.corpora.media;

import org.jspecify.annotations.NullMarked;
