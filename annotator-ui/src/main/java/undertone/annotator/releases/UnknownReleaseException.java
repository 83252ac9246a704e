package undertone.annotator.releases;

import undertone.corpora.Refusal;

/// The release, or the file of a release, asked for does not exist in the corpus it was asked of.
public final class UnknownReleaseException extends Refusal {
  UnknownReleaseException() {
    super("There is no such release or file in this corpus; the list of releases shows what is.");
  }
}
