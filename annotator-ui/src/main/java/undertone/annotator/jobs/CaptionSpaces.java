package undertone.annotator.jobs;

import java.io.IOException;
import undertone.corpora.InvalidValueException;
import undertone.engine.captions.SpaceFolder;

/// Where what was learned from the captions of a corpus lies.
final class CaptionSpaces {
  static final String NONE_SERVES =
      "Nothing was learned from captions of this corpus that serves its search; learn from captions"
          + " first.";

  private CaptionSpaces() {}

  /// The embedding that serves.
  ///
  /// @throws InvalidValueException if none does
  static SpaceFolder.Serving mustServe(SpaceFolder folder) throws IOException {
    return folder.serving().orElseThrow(() -> new InvalidValueException(NONE_SERVES));
  }
}
