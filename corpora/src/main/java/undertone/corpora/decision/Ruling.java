package undertone.corpora.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.ProposalId;

/// What a curator says of a clip, before it is written down as a [Decision].
record Ruling(
    UUID clientId,
    CorpusId corpus,
    ClipId clip,
    AccountId curator,
    Verdict verdict,
    Settled settled,
    String reason,
    Ties ties) {

  /// @param label null = none is settled
  record Settled(@Nullable String label, CandidateSet candidates, SettledParts parts) {
    static final Settled NOTHING = new Settled(null, CandidateSet.NONE, SettledParts.NONE);
  }

  /// What it has to do with others.
  ///
  /// @param proposal which it answers, if any
  /// @param batch it belongs to, if any
  /// @param reverts the decision it takes back, if any
  /// @param upholds the decision that settled the label, where this one leaves it
  record Ties(
      @Nullable ProposalId proposal,
      @Nullable UUID batch,
      @Nullable Long reverts,
      @Nullable Long upholds) {
    static final Ties NONE = new Ties(null, null, null, null);

    static Ties answering(ProposalId proposal, @Nullable UUID batch) {
      return new Ties(proposal, batch, null, null);
    }

    static Ties reverting(Decision undone) {
      return new Ties(undone.proposal().orElse(null), null, undone.id(), null);
    }

    static Ties upholding(Decision settled) {
      return new Ties(null, null, null, settled.settling());
    }
  }
}
