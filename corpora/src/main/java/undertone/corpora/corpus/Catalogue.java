package undertone.corpora.corpus;

import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.scheme.LabelMapping;
import undertone.corpora.scheme.SchemePast;

/// All corpora and the label schemes they use.
@Service
@Transactional
public class Catalogue {

  private final Corpora corpora;
  private final SchemeRows schemes;
  private final SchemeHistory history;
  private final Guidelines texts;
  private final JdbcClient jdbc;
  private final Clock clock;

  Catalogue(
      Corpora corpora,
      SchemeRows schemes,
      SchemeHistory history,
      Guidelines texts,
      JdbcClient jdbc,
      Clock clock) {
    this.corpora = corpora;
    this.schemes = schemes;
    this.history = history;
    this.texts = texts;
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
    var corpus =
        corpora.saveAndFlush(new Corpus(slug, name.strip(), row.id(), language, clock.instant()));
    history.begin(corpus.id(), row.id());
    return corpus;
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

  /// Every state the scheme has been in; words said earlier are read through it.
  @Transactional(readOnly = true)
  public SchemePast past(CorpusId id) {
    return history.past(id);
  }

  /// Earlier guidelines are kept.
  ///
  /// @param by null for the house itself
  public void describe(
      CorpusId id, String name, String description, String guidelines, @Nullable AccountId by) {
    int revision = texts.write(id, guidelines, by);
    require(id).describe(name, description, guidelines, revision);
  }

  public void ask(CorpusId id, Set<Question> questions) {
    require(id).ask(questions);
  }

  /// What a run's corrections must be worth at least before curators are asked about them, 0..1.
  public void holdBelow(CorpusId id, double leastPrecision) {
    require(id).holdBelow(leastPrecision);
  }

  /// How annotators see the labels until they choose for themselves.
  public void layOut(CorpusId id, Palette palette) {
    require(id).layOut(palette);
  }

  /// When annotators may see how others have worded clips like theirs.
  public void offerWordings(CorpusId id, WordingHelp help) {
    require(id).offerWordings(help);
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
    put(id, scheme, LabelMapping.none(schemeOf(id), scheme), null);
  }

  /// The scheme as it was in an earlier state.
  @Transactional(readOnly = true)
  public LabelScheme schemeIn(CorpusId id, int node) {
    if (!history.past(id).knows(node)) {
      throw new InvalidValueException("The label scheme has no earlier state %s.", node);
    }
    return schemes.findById(history.schemeIn(id, node)).orElseThrow().scheme();
  }

  /// How the scheme's past would be without and with a change.
  public record Prospect(SchemePast before, SchemePast after) {}

  /// What a change of the scheme would lead to; nothing is changed.
  ///
  /// @param becomes what becomes of labels that mean something else or are gone
  @Transactional(readOnly = true)
  public Prospect prospect(CorpusId id, LabelScheme next, Map<String, List<String>> becomes) {
    var past = history.past(id);
    var mapping = LabelMapping.between(schemeOf(id), next, becomes);
    return new Prospect(past, past.then(history.onward(past, mapping)));
  }

  /// What going back to an earlier state would lead to; nothing is changed.
  @Transactional(readOnly = true)
  public Prospect prospectBack(CorpusId id, int node) {
    var past = history.past(id);
    if (!past.knows(node)) {
      throw new InvalidValueException("The label scheme has no earlier state %s.", node);
    }
    return new Prospect(past, past.then(history.back(past, node)));
  }

  /// Puts a corpus under a new version of its scheme; what was said before is read through the
  /// mapping.
  ///
  /// @param base number of the newest change the editor knew
  /// @throws SchemeConflictException if somebody was faster
  public Prospect change(
      CorpusId id,
      int base,
      LabelScheme next,
      Map<String, List<String>> becomes,
      @Nullable AccountId by) {
    history.lock(id);
    checkBase(id, base);
    var before = history.past(id);
    put(id, next, LabelMapping.between(schemeOf(id), next, becomes), by);
    return new Prospect(before, history.past(id));
  }

  /// Puts a corpus back under an earlier version of its scheme: everything reads as it did then.
  ///
  /// @param node the earlier state
  public Prospect goBack(CorpusId id, int base, int node, @Nullable AccountId by) {
    history.lock(id);
    checkBase(id, base);
    var prospect = prospectBack(id, node);
    long scheme = history.schemeIn(id, node);
    history.write(id, scheme, history.back(prospect.before(), node), by);
    require(id).use(scheme);
    return new Prospect(prospect.before(), history.past(id));
  }

  private void checkBase(CorpusId id, int base) {
    if (history.past(id).seq() != base) {
      throw new SchemeConflictException();
    }
  }

  private void put(CorpusId id, LabelScheme next, LabelMapping mapping, @Nullable AccountId by) {
    var corpus = require(id);
    var row = rowOf(next);
    if (row.id() == corpus.schemeId() && mapping.becomes().isEmpty()) {
      return;
    }
    history.write(id, row.id(), history.onward(history.past(id), mapping), by);
    corpus.use(row.id());
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
              (select count(*) from proposal p join clip c on c.id = p.clip_id where p.corpus_id = :c
                and p.state = 'OPEN' and c.decided_label is null) as open
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
    return schemes.saveAndFlush(
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
