package undertone.corpora.corpus;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;

/// All corpora and the label schemes they use.
@Service
@Transactional
public class Catalogue {

  private final Corpora corpora;
  private final SchemeRows schemes;
  private final JdbcClient jdbc;
  private final Clock clock;

  Catalogue(Corpora corpora, SchemeRows schemes, JdbcClient jdbc, Clock clock) {
    this.corpora = corpora;
    this.schemes = schemes;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Figures of one corpus at a glance.
  public record Stats(
      long clips, long ready, long unreadable, long voted, long decided, long votes, long open) {}

  /// @throws IllegalArgumentException if a corpus of that short name exists
  public Corpus create(String name, LabelScheme scheme, String language) {
    var slug = slugOf(name);
    if (corpora.findBySlug(slug).isPresent()) {
      throw new InvalidValueException(
          "A corpus named \"%s\" exists already; choose another name.", slug);
    }
    var row = rowOf(scheme);
    return corpora.save(new Corpus(slug, name.strip(), row.id(), language, clock.instant()));
  }

  @Transactional(readOnly = true)
  public List<Corpus> all() {
    return corpora.findAllByOrderByName();
  }

  @Transactional(readOnly = true)
  public Optional<Corpus> find(CorpusId id) {
    return corpora.findById(id.value());
  }

  /// @throws UnknownCorpusException if there is none
  @Transactional(readOnly = true)
  public Corpus require(CorpusId id) {
    return find(id).orElseThrow(() -> new UnknownCorpusException(id));
  }

  /// Finds by short name, else by number.
  ///
  /// @throws UnknownCorpusException if there is none
  @Transactional(readOnly = true)
  public Corpus require(String named) {
    return corpora
        .findBySlug(named)
        .or(() ->
            named.matches("\\d{1,18}") ? corpora.findById(Long.parseLong(named)) : Optional.empty())
        .orElseThrow(() -> new UnknownCorpusException(named));
  }

  @Transactional(readOnly = true)
  public LabelScheme schemeOf(CorpusId id) {
    return schemes.findById(require(id).schemeId()).orElseThrow().scheme();
  }

  public void describe(CorpusId id, String name, String description, String guidelines) {
    require(id).describe(name, description, guidelines);
  }

  public void ask(CorpusId id, Set<Question> questions) {
    require(id).ask(questions);
  }

  /// How clips are handed out.
  public void plan(CorpusId id, int overlap, Duration lease) {
    var corpus = require(id);
    int before = corpus.overlap();
    corpus.plan(overlap, lease);
    if (overlap != before) {
      int more = overlap - before;
      jdbc.sql(
              "update clip set open_slots = open_slots + :more, wanted = (open_slots + :more > 0)"
                  + " where corpus_id = :corpus")
          .param("more", more)
          .param("corpus", id.value())
          .update();
    }
  }

  /// Puts a corpus under a new version of its scheme, or another one; votes keep their words.
  public void use(CorpusId id, LabelScheme scheme) {
    require(id).use(rowOf(scheme).id());
  }

  @Transactional(readOnly = true)
  public Stats stats(CorpusId id) {
    return jdbc.sql(
            """
            select count(*) as clips,
              count(case when state = 'READY' then 1 end) as ready,
              count(case when state = 'UNREADABLE' then 1 end) as unreadable,
              count(case when vote_count > 0 then 1 end) as voted,
              count(decided_label) as decided,
              coalesce(sum(vote_count), 0) as votes,
              (select count(*) from proposal p where p.corpus_id = :c and p.state = 'OPEN') as open
            from clip where corpus_id = :c
            """)
        .param("c", id.value())
        .query(Stats.class)
        .single();
  }

  private SchemeRow rowOf(LabelScheme scheme) {
    var same = schemes.findByNameAndVersion(scheme.name(), scheme.version());
    if (same.isPresent() && same.get().scheme().equals(scheme)) {
      return same.get();
    }
    int version =
        schemes
            .findFirstByNameOrderByVersionDesc(scheme.name())
            .map(latest -> latest.scheme().version() + 1)
            .orElse(scheme.version());
    return schemes.save(
        new SchemeRow(
            new LabelScheme(scheme.name(), version, scheme.title(), scheme.labels()),
            clock.instant()));
  }

  private static String slugOf(String name) {
    var ascii = Normalizer.normalize(name, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
    var slug =
        ascii.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    return slug.isEmpty() ? "corpus-" + Integer.toHexString(name.hashCode()) : slug;
  }
}
