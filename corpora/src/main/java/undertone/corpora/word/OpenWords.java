package undertone.corpora.word;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import undertone.corpora.AccountId;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.WordFinder;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.vote.Voting;

/// Keeps which label each open word of a corpus stands for. At first sight it is looked for; from
/// then on it stays until somebody says otherwise, and all votes that hold the word are read anew.
@Service
@Transactional(propagation = Propagation.NEVER)
public class OpenWords {
  private static final int TOGETHER = 500; // clips counted in one transaction
  private static final int LONGEST_CHAIN = 300;

  private final Catalogue catalogue;
  private final Voting voting;
  private final JdbcClient jdbc;
  private final TransactionTemplate atOnce;
  private final Clock clock;

  OpenWords(
      Catalogue catalogue,
      Voting voting,
      JdbcClient jdbc,
      TransactionTemplate atOnce,
      Clock clock) {
    this.catalogue = catalogue;
    this.voting = voting;
    this.jdbc = jdbc;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /// How a word came by its label.
  public enum Way {
    /// The scheme calls the label so, or in another form.
    SCHEME,
    /// Emotion wheels led there.
    WHEEL,
    /// It was looked for and not found.
    NONE,
    /// Somebody said so.
    PERSON
  }

  /// What a word stands for.
  ///
  /// @param label as it is called now; null = none, the word reads as "other"
  /// @param chain words by which a wheel led there
  public record Sense(String word, @Nullable String label, Way way, List<String> chain) {
    public Sense {
      chain = List.copyOf(chain);
    }
  }

  /// What a word stands for; looked for now if nobody has said it before.
  ///
  /// @param wheels null = there are none
  public Sense look(CorpusId corpus, OpenWord word, @Nullable EmotionWheels wheels) {
    return known(corpus, word)
        .orElseGet(() -> {
          var found = new WordFinder(catalogue.schemeOf(corpus), wheels).find(word.word());
          var way = found.map(f -> f.chain().isEmpty() ? Way.SCHEME : Way.WHEEL).orElse(Way.NONE);
          var chain = found.map(WordFinder.Found::chain).orElse(List.of());
          try {
            atOnce.executeWithoutResult(_ -> insert(corpus, word, found, way, chain));
          } catch (DuplicateKeyException _) {
            // Somebody else has said it just now, and theirs is kept.
          }
          return known(corpus, word).orElseThrow();
        });
  }

  private void insert(
      CorpusId corpus,
      OpenWord word,
      Optional<WordFinder.Found> found,
      Way way,
      List<String> chain) {
    var written = String.join("|", chain);
    jdbc.sql(
            "insert into open_word (corpus_id, word, label, way, chain, set_at) values (:corpus,"
                + " :word, :label, :way, :chain, :now)")
        .param("corpus", corpus.value())
        .param("word", word.word())
        .param("label", found.map(WordFinder.Found::label).orElse(null))
        .param("way", way.name())
        .param("chain", written.substring(0, Math.min(LONGEST_CHAIN, written.length())))
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  private Optional<Sense> known(CorpusId corpus, OpenWord word) {
    return of(corpus).stream().filter(sense -> sense.word().equals(word.word())).findFirst();
  }

  /// Every word that was ever said or looked up, by the alphabet.
  public List<Sense> of(CorpusId corpus) {
    var past = catalogue.past(corpus);
    return jdbc.sql("select word, way, chain from open_word where corpus_id = ? order by word")
        .param(corpus.value())
        .query((row, _) -> {
          var word = new OpenWord(row.getString(1));
          var chain = row.getString(3);
          return new Sense(
              word.word(),
              past.labelOf(word).orElse(null),
              Way.valueOf(row.getString(2)),
              chain.isEmpty() ? List.of() : List.of(chain.split("\\|")));
        })
        .list();
  }

  /// How many votes that stand hold each word.
  public Map<String, Integer> counts(CorpusId corpus) {
    var counts = new HashMap<String, Integer>();
    jdbc.sql("select candidates from standing_vote where corpus_id = ? and candidates like '%~%'")
        .param(corpus.value())
        .query(row -> {
          CandidateSet.parse(row.getString(1)).labels().stream()
              .filter(OpenWord::is)
              .forEach(said -> counts.merge(OpenWord.ofCandidate(said).word(), 1, Integer::sum));
        });
    return counts;
  }

  /// Says what a word stands for, in all votes that hold it.
  ///
  /// @param label null = none of the scheme's
  /// @return how many clips it was said of
  /// @throws InvalidValueException if nobody has said the word, or the scheme has no such label
  public int set(CorpusId corpus, OpenWord word, @Nullable String label, AccountId by) {
    if (label != null && catalogue.schemeOf(corpus).indexOf(label) < 0) {
      throw new InvalidValueException("The label scheme has no label \"%s\".", label);
    }
    int known =
        Optional.ofNullable(
                atOnce.execute(_ ->
                    jdbc.sql(
                            "update open_word set label = :label, way = 'PERSON', chain = '',"
                                + " set_by = :by, set_at = :now where corpus_id = :corpus and"
                                + " word = :word")
                        .param("label", label)
                        .param("by", by.value())
                        .param("now", Timestamp.from(clock.instant()))
                        .param("corpus", corpus.value())
                        .param("word", word.word())
                        .update()))
            .orElse(0);
    if (known == 0) {
      throw new InvalidValueException(
          "Nobody has said the word \"%s\" in this corpus.", word.word());
    }
    var clips = saidOf(corpus, word);
    clips.stream().gather(Gatherers.windowFixed(TOGETHER)).forEach(this::recount);
    return clips.size();
  }

  private List<ClipId> saidOf(CorpusId corpus, OpenWord word) {
    var clips = new ArrayList<ClipId>();
    jdbc.sql(
            "select distinct clip_id, candidates from standing_vote where corpus_id = ? and"
                + " candidates like '%~%' order by clip_id")
        .param(corpus.value())
        .query(row -> {
          if (CandidateSet.parse(row.getString(2)).contains(word.candidate())) {
            clips.add(new ClipId(row.getLong(1)));
          }
        });
    return clips.stream().distinct().toList();
  }

  private void recount(List<ClipId> clips) {
    atOnce.executeWithoutResult(_ -> {
      jdbc.sql("select id from clip where id in (:clips) order by id for update")
          .param("clips", clips.stream().map(ClipId::value).toList())
          .query(Long.class)
          .list();
      voting.recount(clips);
    });
  }
}
