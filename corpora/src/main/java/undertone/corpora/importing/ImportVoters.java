package undertone.corpora.importing;

import java.util.HashMap;
import java.util.Map;
import org.springframework.dao.DataIntegrityViolationException;
import undertone.corpora.CorpusId;
import undertone.corpora.manifest.Tally;
import undertone.corpora.vote.Voter;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// The voters of a corpus that a table speaks for, made when first needed.
final class ImportVoters {

  /// Who stands behind captions of a table.
  static final String CAPTIONS = "caption";

  private final Voting voting;
  private final CorpusId corpus;
  private final Map<String, Long> ids = new HashMap<>();

  ImportVoters(Voting voting, CorpusId corpus) {
    this.voting = voting;
    this.corpus = corpus;
  }

  /// Finds or makes a voter. Not to be called inside a transaction that may still fail: the id is
  /// remembered.
  ///
  /// @throws ImportException if a person of the corpus bears that name
  void make(String name) {
    ids.computeIfAbsent(
        name,
        _ -> {
          var kind = name.equals(Tally.VOTER) ? VoterKind.CROWD : VoterKind.MACHINE;
          var voter = foundOrMade(kind, name);
          if (voter.kind() != kind) {
            throw taken(voter);
          }
          return voter.id().value();
        });
  }

  long id(String name) {
    var id = ids.get(name);
    if (id == null) {
      throw new IllegalStateException("Bug: voter %s was not made before use.".formatted(name));
    }
    return id;
  }

  private Voter foundOrMade(VoterKind kind, String name) {
    try {
      return voting.machine(corpus, kind, name);
    } catch (DataIntegrityViolationException _) {
      return voting.machine(corpus, kind, name); // another import was faster: now it is there
    }
  }

  private static ImportException taken(Voter voter) {
    return new ImportException(
        voter.kind() == VoterKind.PERSON
            ? "The corpus has a voter called \"%s\" already, who is a person; rename the table's"
                + " column."
            : "The corpus has a voter called \"%s\" already, who is a machine; rename the table's"
                + " column.",
        voter.name());
  }
}
