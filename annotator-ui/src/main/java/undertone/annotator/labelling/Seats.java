package undertone.annotator.labelling;

import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.Account;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.Voting;

/// Who sits down at which corpus, and the voter they are there, made at the first use.
@Component
class Seats {

  private final Rights rights;
  private final CurrentPerson person;
  private final Voting voting;
  private final TransactionOperations transaction;

  Seats(Rights rights, CurrentPerson person, Voting voting, TransactionOperations transaction) {
    this.rights = rights;
    this.person = person;
    this.voting = voting;
    this.transaction = transaction;
  }

  record Seat(Corpus corpus, Account account, VoterId voter) {}

  private record Found(Corpus corpus, Account account, Optional<Voter> voter) {}

  /// The seat of an annotator. All is read in one transaction: each one costs, and rights alone ask
  /// for the account six times.
  ///
  /// @throws undertone.annotator.people.NotAllowedException if the person may not annotate
  Seat of(CorpusId corpus) {
    var found =
        transaction.execute(_ -> {
          var allowed = rights.require(corpus, Right.ANNOTATE);
          var account = person.account();
          return new Found(allowed, account, voting.voterOf(corpus, account.id()));
        });
    var voter = found.voter().orElseGet(() -> voter(corpus, found.account()));
    return new Seat(found.corpus(), found.account(), voter.id());
  }

  /// Never within a transaction: of two first requests at once, one finds its insert refused and
  /// reads what the other made.
  Voter voter(CorpusId corpus, Account account) {
    try {
      return voting.person(corpus, account.id(), account.displayName());
    } catch (DataIntegrityViolationException _) {
      return voting.person(corpus, account.id(), account.displayName());
    }
  }
}
