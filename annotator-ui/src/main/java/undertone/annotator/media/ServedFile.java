package undertone.annotator.media;

import java.nio.file.Path;

/// A file fit to be sent to a browser.
///
/// @param mime found by content, never told by whoever uploaded it
/// @param tag names these very bytes; the same bytes always have the same
/// @param saveAs what the browser calls it: the clip's number, never its name
record ServedFile(Path path, String mime, String tag, String saveAs) {}
