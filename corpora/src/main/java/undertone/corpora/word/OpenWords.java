package undertone.corpora.word;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
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
import undertone.corpora.scheme.SchemePast;
import undertone.corpora.vote.Voting;

/// Keeps which label each open word of a corpus stands for. At first sight it is looked for; from
/// then on it stays until somebody says otherwise, and all votes that hold the word are read anew.
@Service
@Transactional(propagation = Propagation.NEVER)
public class OpenWords {
  private static final int TOGETHER = 500; // words or clips in one statement
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

  /// What a word stands for, or would if somebody said it now.
  ///
  /// @param wheels null = there are none
  public Sense look(CorpusId corpus, OpenWord word, @Nullable EmotionWheels wheels) {
    return said(corpus, word)
        .orElseGet(() -> find(new WordFinder(catalogue.schemeOf(corpus), wheels), word));
  }

  /// Keeps what words stand for, because somebody says them.
  ///
  /// @param wheels null = there are none
  public void hear(CorpusId corpus, Collection<OpenWord> words, @Nullable EmotionWheels wheels) {
    var fresh = unheard(corpus, words);
    if (fresh.isEmpty()) {
      return;
    }
    var finder = new WordFinder(catalogue.schemeOf(corpus), wheels);
    for (var word : fresh) {
      var sense = find(finder, word);
      try {
        atOnce.executeWithoutResult(_ -> insert(corpus, sense));
      } catch (DuplicateKeyException _) {
        // Somebody else has said it just now, and theirs is kept.
      }
    }
  }

  /// Those of some words that nobody has said yet.
  public List<OpenWord> unheard(CorpusId corpus, Collection<OpenWord> words) {
    return words.stream()
        .distinct()
        .gather(Gatherers.windowFixed(TOGETHER))
        .flatMap(some -> {
          var heard =
              jdbc.sql("select word from open_word where corpus_id = :corpus and word in (:words)")
                  .param("corpus", corpus.value())
                  .param("words", some.stream().map(OpenWord::word).toList())
                  .query(String.class)
                  .set();
          return some.stream().filter(word -> !heard.contains(word.word()));
        })
        .toList();
  }

  private static Sense find(WordFinder finder, OpenWord word) {
    return finder
        .find(word.word())
        .map(found ->
            new Sense(
                word.word(),
                found.label(),
                found.chain().isEmpty() ? Way.SCHEME : Way.WHEEL,
                found.chain()))
        .orElseGet(() -> new Sense(word.word(), null, Way.NONE, List.of()));
  }

  private void insert(CorpusId corpus, Sense sense) {
    var chain = String.join("|", sense.chain());
    jdbc.sql(
            "insert into open_word (corpus_id, word, label, way, chain, set_at) values (:corpus,"
                + " :word, :label, :way, :chain, :now)")
        .param("corpus", corpus.value())
        .param("word", sense.word())
        .param("label", sense.label())
        .param("way", sense.way().name())
        .param("chain", chain.substring(0, Math.min(LONGEST_CHAIN, chain.length())))
        .param("now", Timestamp.from(clock.instant()))
        .update();
  }

  /// What a word stands for; none if nobody has said it yet.
  public Optional<Sense> said(CorpusId corpus, OpenWord word) {
    var past = catalogue.past(corpus);
    return jdbc.sql("select word, way, chain from open_word where corpus_id = ? and word = ?")
        .params(corpus.value(), word.word())
        .query((row, _) -> sense(row, past))
        .optional();
  }

  /// Every word that was ever said, by the alphabet.
  public List<Sense> of(CorpusId corpus) {
    var past = catalogue.past(corpus);
    return jdbc.sql("select word, way, chain from open_word where corpus_id = ? order by word")
        .param(corpus.value())
        .query((row, _) -> sense(row, past))
        .list();
  }

  private static Sense sense(ResultSet row, SchemePast past) throws SQLException {
    var word = new OpenWord(row.getString(1));
    var chain = row.getString(3);
    return new Sense(
        word.word(),
        past.labelOf(word).orElse(null),
        Way.valueOf(row.getString(2)),
        chain.isEmpty() ? List.of() : List.of(chain.split("\\|")));
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
    var clips = saidOf(corpus, word);
    atOnce.executeWithoutResult(_ -> {
      int known =
          jdbc.sql(
                  "update open_word set label = :label, way = 'PERSON', chain = '', set_by = :by,"
                      + " set_at = :now where corpus_id = :corpus and word = :word")
              .param("label", label)
              .param("by", by.value())
              .param("now", Timestamp.from(clock.instant()))
              .param("corpus", corpus.value())
              .param("word", word.word())
              .update();
      if (known == 0) {
        throw new InvalidValueException(
            "Nobody has said the word \"%s\" in this corpus.", word.word());
      }
      markUncounted(clips);
    });
    parts(clips).forEach(this::recount);
    return clips.size();
  }

  // Should the counting below be broken off, the next start makes it good.
  private void markUncounted(List<ClipId> clips) {
    parts(clips)
        .forEach(some ->
            jdbc.sql("update clip set council = -1 where id in (:clips)")
                .param("clips", some.stream().map(ClipId::value).toList())
                .update());
  }

  private static Stream<List<ClipId>> parts(List<ClipId> clips) {
    return clips.stream().gather(Gatherers.windowFixed(TOGETHER));
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
