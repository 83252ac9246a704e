/// Looking after the installation and one's own account.
@NullMarked
package undertone.annotator.admin.ui;

import org.jspecify.annotations.NullMarked;
