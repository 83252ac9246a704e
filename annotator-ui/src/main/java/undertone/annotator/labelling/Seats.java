package undertone.annotator.labelling;

import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import undertone.corpora.CorpusId;
import undertone.corpora.people.Account;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// The voter an account is in a corpus, made at the first use.
@Component
class Seats {

  private final Voting voting;

  Seats(Voting voting) {
    this.voting = voting;
  }

  /// Never within a transaction: of two first requests at once, one finds its insert refused and
  /// reads what the other made.
  Voter of(CorpusId corpus, Account account) {
    try {
      return voting.person(corpus, account.id(), account.displayName());
    } catch (DataIntegrityViolationException _) {
      return voting.person(corpus, account.id(), account.displayName());
    }
  }
}
