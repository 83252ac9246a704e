/// Reads and checks `clips.csv`, the table every tool here reads and writes, and bare folders of
/// media. Knows files and label schemes, no database.
@NullMarked
package undertone.corpora.manifest;

import org.jspecify.annotations.NullMarked;
