package undertone.annotator.curation;

import undertone.corpora.ProposalId;

/// The proposal asked for does not exist in the corpus it was asked of.
public final class UnknownProposalException extends RuntimeException {
  UnknownProposalException(ProposalId id) {
    super("There is no proposal %s in this corpus.".formatted(id));
  }
}
