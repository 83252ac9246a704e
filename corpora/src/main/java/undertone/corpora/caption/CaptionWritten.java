package undertone.corpora.caption;

import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Something was written of a clip, or taken back. Told within the transaction that wrote it.
public record CaptionWritten(CorpusId corpus, ClipId clip) {}
