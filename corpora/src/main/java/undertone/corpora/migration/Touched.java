package undertone.corpora.migration;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.proposal.ProposalState;

/// Finds the clips and proposals that speak of certain words.
final class Touched {

  private final JdbcClient jdbc;
  private final CorpusId corpus;
  private final List<String> words;

  Touched(JdbcClient jdbc, CorpusId corpus, Collection<String> words) {
    this.jdbc = jdbc;
    this.corpus = corpus;
    this.words = List.copyOf(words);
  }

  /// Clips with a vote, segment, gold label or decision that says one of the words, by id.
  List<ClipId> clips() {
    if (words.isEmpty()) {
      return List.of();
    }
    var said = says("v.candidates", "v.excluded") + " or " + counts("v.tally");
    return jdbc.sql(
            """
            select v.clip_id from vote v where v.corpus_id = :corpus and (%s)
            union select v.clip_id from segment s join vote v on v.id = s.vote_id
              where v.corpus_id = :corpus and (%s)
            union select clip_id from gold_label where corpus_id = :corpus and label in (:words)
            union select clip_id from decision where corpus_id = :corpus and label in (:words)
            order by 1
            """
                .formatted(said, says("s.candidates", "s.excluded")))
        .params(parameters())
        .query((row, _) -> new ClipId(row.getLong(1)))
        .list();
  }

  /// An open or held proposal with all the labels it speaks of.
  record Spoken(long id, boolean held, Instant at, List<String> labels) {}

  /// Open and held proposals that say one of the words.
  List<Spoken> proposals() {
    if (words.isEmpty()) {
      return List.of();
    }
    return jdbc.sql(
            "select id, created_at, label, from_label, candidates, state from proposal where"
                + " corpus_id = :corpus and state in ('OPEN', 'HELD') and (label in (:words) or"
                + " from_label in (:words) or "
                + says("candidates")
                + ") order by id")
        .params(parameters())
        .query((row, _) -> {
          var labels = new ArrayList<>(CandidateSet.parse(row.getString(5)).labels());
          labels.add(row.getString(3));
          Stream.ofNullable(row.getString(4)).forEach(labels::add);
          var at = row.getObject(2, OffsetDateTime.class).toInstant();
          boolean held = row.getString(6).equals(ProposalState.HELD.name());
          return new Spoken(row.getLong(1), held, at, List.copyOf(labels));
        })
        .list();
  }

  private Map<String, Object> parameters() {
    var parameters = new HashMap<String, Object>();
    parameters.put("corpus", corpus.value());
    parameters.put("words", words);
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i).replace("!", "!!").replace("%", "!%").replace("_", "!_");
      parameters.put("w" + i, "%|" + word + "|%");
      parameters.put("n" + i, "%|" + word + "=%");
    }
    return parameters;
  }

  private String says(String... columns) {
    var tests = new ArrayList<String>();
    for (var column : columns) {
      for (int i = 0; i < words.size(); i++) {
        tests.add("'|' || %s || '|' like :w%d escape '!'".formatted(column, i));
      }
    }
    return String.join(" or ", tests);
  }

  private String counts(String column) {
    var tests = new ArrayList<String>();
    for (int i = 0; i < words.size(); i++) {
      tests.add("'|' || coalesce(%s, '') like :n%d escape '!'".formatted(column, i));
    }
    return String.join(" or ", tests);
  }
}
