package undertone.annotator.curation;

import undertone.corpora.ProposalId;
import undertone.corpora.Refusal;

/// The proposal asked for does not exist in the corpus it was asked of.
public final class UnknownProposalException extends Refusal {
  UnknownProposalException(ProposalId id) {
    super("There is no proposal %s in this corpus.", id);
  }
}
