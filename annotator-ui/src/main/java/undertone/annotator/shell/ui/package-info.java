/// The frame around every room: navigation, languages, light and dark, login, error pages, and the
/// small drawn words (chips, bars, empty states) that all rooms share.
@NullMarked
package undertone.annotator.shell.ui;

import org.jspecify.annotations.NullMarked;
