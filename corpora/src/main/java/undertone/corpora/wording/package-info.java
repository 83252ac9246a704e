/// Wordings of others that annotators and curators are offered, and what they made of them.
@NullMarked
package undertone.corpora.wording;

import org.jspecify.annotations.NullMarked;
