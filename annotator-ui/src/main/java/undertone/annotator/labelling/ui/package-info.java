/// The annotator's room. What happens there happens in the browser, in the web component
/// `undertone-desk` under `frontend/desk`; it saves over REST and needs the page's session only to
/// know who is there.
@NullMarked
package undertone.annotator.labelling.ui;

import org.jspecify.annotations.NullMarked;
