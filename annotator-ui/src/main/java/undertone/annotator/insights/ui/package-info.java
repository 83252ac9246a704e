@NullMarked
package undertone.annotator.insights.ui;

import org.jspecify.annotations.NullMarked;
