/// Releases: immutable snapshots of decided data in the formats others read.
@NullMarked
package undertone.exports;

import org.jspecify.annotations.NullMarked;
