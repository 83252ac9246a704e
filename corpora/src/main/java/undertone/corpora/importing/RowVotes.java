package undertone.corpora.importing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import undertone.corpora.CandidateSet;
import undertone.corpora.Meaning;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.Tally;
import undertone.corpora.vote.Vote;

/// The votes one row carries.
final class RowVotes {

  private RowVotes() {}

  /// @param candidates in written form
  /// @param tally in written form, empty for a single voter
  record ImportedVote(String voter, Meaning meaning, String candidates, String tally) {
    private static final int MAX_CHARACTERS = 2_000; // as wide as the columns

    boolean isTooLong() {
      return candidates.length() > MAX_CHARACTERS || tally.length() > MAX_CHARACTERS;
    }
  }

  static List<ImportedVote> of(ClipRow row, int topK) {
    var votes = new ArrayList<ImportedVote>();
    row.opinions()
        .forEach((voter, opinion) ->
            votes.add(
                new ImportedVote(voter, Meaning.ONE_OF, opinion.candidates(topK).written(), "")));
    if (row.tally() != null) {
      votes.add(crowd(row.tally()));
    }
    return votes;
  }

  /// The crowd holds possible whatever anybody chose, most chosen first.
  private static ImportedVote crowd(Tally tally) {
    var chosen = new LinkedHashMap<String, Integer>();
    tally.counts().entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(e -> chosen.put(e.getKey(), e.getValue()));
    return new ImportedVote(
        Tally.VOTER,
        chosen.isEmpty() ? Meaning.CANNOT_TELL : Meaning.ONE_OF,
        new CandidateSet(List.copyOf(chosen.keySet())).written(),
        Vote.writeTally(chosen));
  }
}
