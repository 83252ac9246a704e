/// Brings folders into corpora: rows of `clips.csv` or bare media become clips, votes, captions and
/// gold labels.
///
/// What a table says stands in the database exactly once, however often it is imported: clips are
/// known by name, media by content, and a voter's vote is only added when it differs from the one
/// that stands.
@NullMarked
package undertone.corpora.importing;

import org.jspecify.annotations.NullMarked;
