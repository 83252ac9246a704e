package undertone.annotator.curation;

import java.util.List;

/// One fact of a proposal's evidence: a message key and the values it speaks of. The screens join
/// the facts to one sentence in the curator's language.
///
/// Keys: `evidence.neighbours` (agreeing, of, label) · `evidence.overruled` (overruled, of) ·
/// `evidence.folds` (agreeing, of) · `evidence.modalities` (agreeing, of) · `evidence.unvoted` ·
/// `evidence.noise` (probability 0..1) · `evidence.flagged` (epochs) · `evidence.views` (share
/// 0..1) · `evidence.outOfFold` · `evidence.votesOnly`.
public record EvidenceFact(String key, List<Object> values) {
  public EvidenceFact {
    values = List.copyOf(values);
  }
}
