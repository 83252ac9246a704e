/// How a corpus is annotated: passes over single cues, gold clips mixed in, and how they came out.
@NullMarked
package undertone.corpora.plan;

import org.jspecify.annotations.NullMarked;
