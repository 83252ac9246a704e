package undertone.corpora.proposal;

import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;

/// A proposal about to be put before the curators; fields as in [Proposal].
public record NewProposal(
    ClipId clip,
    ProposalKind kind,
    String label,
    @Nullable String fromLabel,
    CandidateSet candidates,
    double probability,
    double noise,
    double gain,
    Evidence evidence) {}
