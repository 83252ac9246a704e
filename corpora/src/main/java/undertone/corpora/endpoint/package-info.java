/// Language models that a house may ask, and corpora whose clips may be sent to them.
@NullMarked
package undertone.corpora.endpoint;

import org.jspecify.annotations.NullMarked;
