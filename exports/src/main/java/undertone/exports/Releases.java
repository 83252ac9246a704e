package undertone.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.RunId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.trace.ReferenceTraces;
import undertone.corpora.vote.Voting;

/// Makes, rebuilds and compares releases.
///
/// A release is taken in two steps: its lines are put into the database, whole, and never change;
/// the files are written from the lines. Files that were lost are written again, byte for byte.
public final class Releases {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final Catalogue catalogue;
  private final Snapshot snapshot;
  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final TransactionTemplate pageAtOnce;
  private final Clock clock;

  /// @param folder where releases lie, one folder per corpus and release
  public Releases(
      Path folder,
      Catalogue catalogue,
      Library library,
      Voting voting,
      ReferenceTraces references,
      JdbcTemplate template,
      Clock clock) {
    this.folder = folder;
    this.catalogue = catalogue;
    this.template = template;
    // A commit per line would write the database file once per line.
    this.pageAtOnce =
        new TransactionTemplate(
            new JdbcTransactionManager(Objects.requireNonNull(template.getDataSource())));
    this.jdbc = JdbcClient.create(template);
    this.snapshot = new Snapshot(library, voting, catalogue, references, jdbc);
    this.clock = clock;
  }

  /// Makes a release, or goes on with one that was interrupted.
  ///
  /// @param run the job that makes it, if any
  /// @throws ReleaseException if a finished release bears the name already
  public Release create(
      CorpusId corpus,
      String name,
      ReleasePolicy asked,
      @Nullable RunId run,
      ReleaseProgress progress) {
    var policy = checked(corpus, asked);
    if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,63}")) {
      throw new ReleaseException(
          "A release name has up to 64 letters, digits, dots and dashes; \"%s\" does not fit.",
          name);
    }
    var earlier = find(corpus, name);
    if (earlier.isPresent() && earlier.get().state() == Release.State.READY) {
      throw new ReleaseException(
          "Release \"%s\" exists and never changes; choose another name.", name);
    }
    long id = earlier.map(Release::id).orElseGet(() -> insert(corpus, name, policy, run));
    // An interrupted snapshot saw an older state of the corpus: it is taken anew.
    jdbc.sql("delete from release_line where release_id = ?").param(id).update();
    long clips = takeLines(id, corpus, policy, progress);
    jdbc.sql("update release set clips = ? where id = ?").params(clips, id).update();
    var manifest = writeFiles(require(corpus, name), place(corpus, name), progress);
    jdbc.sql("update release set state = 'READY', manifest = ? where id = ?")
        .params(JSON.writeValueAsString(manifest), id)
        .update();
    progress.at(1, Sentence.of("Done."));
    return require(corpus, name);
  }

  /// A policy with a word for each label that files of a challenge have one for, as they are now.
  ///
  /// @throws ReleaseException if the files cannot be written so
  /// @throws undertone.corpora.InvalidValueException if words are given that fit no label or class
  public ReleasePolicy checked(CorpusId corpus, ReleasePolicy policy) {
    var mer = policy.mer();
    return mer == null ? policy : policy.withMer(mer.under(catalogue.schemeOf(corpus)));
  }

  /// Writes the files of a release again and proves that they are the same.
  ///
  /// @param into a folder that does not exist yet
  /// @throws ReleaseException naming the files that came out otherwise
  public Manifest rebuild(CorpusId corpus, String name, Path into) {
    var release = require(corpus, name);
    var original = manifestOf(release);
    var rebuilt = writeFiles(release, into, (_, _) -> {});
    var differing = original.differingFiles(rebuilt);
    if (!differing.isEmpty()) {
      throw new ReleaseException(
          "Release \"%s\" was rebuilt in %s, but these files differ from its manifest: %s.",
          name, into, String.join(", ", differing));
    }
    return rebuilt;
  }

  /// How two releases differ, clip by clip.
  public List<Difference> diff(CorpusId corpus, String from, String to) {
    var before = require(corpus, from);
    var after = require(corpus, to);
    return jdbc
        .sql(
            """
            select a.clip, a.content, b.content from release_line a
            left join release_line b on b.release_id = :to and b.clip = a.clip
            where a.release_id = :from and (b.clip is null or a.content <> b.content)
            union all
            select b.clip, cast(null as text), b.content from release_line b
            where b.release_id = :to
              and not exists (select 1 from release_line a where a.release_id = :from and a.clip = b.clip)
            order by 1
            """)
        .param("from", before.id())
        .param("to", after.id())
        .query((row, _) ->
            Difference.of(row.getString(1), line(row.getString(2)), line(row.getString(3))))
        .list()
        .stream()
        .toList();
  }

  private static @Nullable ReleasedClip line(@Nullable String content) {
    return content == null ? null : JSON.readValue(content, ReleasedClip.class);
  }

  public List<Release> of(CorpusId corpus) {
    return jdbc.sql(SELECT + " where corpus_id = ? order by id desc")
        .param(corpus.value())
        .query((row, _) -> read(row))
        .list();
  }

  public Optional<Release> find(CorpusId corpus, String name) {
    return jdbc.sql(SELECT + " where corpus_id = ? and name = ?")
        .params(corpus.value(), name)
        .query((row, _) -> read(row))
        .optional();
  }

  /// @throws ReleaseException if there is none
  public Release require(CorpusId corpus, String name) {
    return find(corpus, name)
        .orElseThrow(() -> new ReleaseException("There is no release \"%s\".", name));
  }

  /// @throws ReleaseException while the release is being written
  public Manifest manifestOf(Release release) {
    var manifest = release.manifest();
    if (manifest == null) {
      throw new ReleaseException(
          "Release \"%s\" is not finished yet; its run shows how far it is.", release.name());
    }
    return JSON.readValue(manifest, Manifest.class);
  }

  /// Where the files of a release lie.
  public Path place(CorpusId corpus, String name) {
    return folder.resolve(corpus.toString()).resolve(name);
  }

  private static final String SELECT =
      "select id, corpus_id, name, policy, state, clips, manifest, created_at from release";

  private static Release read(ResultSet row) throws SQLException {
    return new Release(
        row.getLong(1),
        new CorpusId(row.getLong(2)),
        row.getString(3),
        row.getString(4),
        Release.State.valueOf(row.getString(5)),
        row.getLong(6),
        row.getString(7),
        row.getObject(8, OffsetDateTime.class).toInstant());
  }

  private long insert(CorpusId corpus, String name, ReleasePolicy policy, @Nullable RunId run) {
    long id = jdbc.sql("select nextval('row_seq')").query(Long.class).single();
    jdbc.sql(
            "insert into release (id, corpus_id, name, policy, state, clips, run_id, created_at)"
                + " values (:id, :corpus, :name, :policy, 'WRITING', 0, :run, :now)")
        .param("id", id)
        .param("corpus", corpus.value())
        .param("name", name)
        .param("policy", JSON.writeValueAsString(policy))
        .param("run", run == null ? null : run.value())
        .param("now", clock.instant().atOffset(ZoneOffset.UTC))
        .update();
    return id;
  }

  private long takeLines(
      long release, CorpusId corpus, ReleasePolicy policy, ReleaseProgress progress) {
    var position = new long[1];
    snapshot.read(
        corpus,
        policy,
        (clips, share) -> {
          pageAtOnce.executeWithoutResult(_ -> insert(release, clips, position));
          progress.at(0.5 * share, Sentence.of("taking the snapshot"));
        });
    return position[0];
  }

  private void insert(long release, List<ReleasedClip> clips, long[] position) {
    template.batchUpdate(
        "insert into release_line (release_id, position, clip, label, source, content) values"
            + " (?,?,?,?,?,?)",
        clips,
        500,
        (statement, clip) -> {
          statement.setLong(1, release);
          statement.setLong(2, position[0]++);
          statement.setString(3, clip.clip());
          statement.setString(4, clip.label());
          statement.setString(5, clip.labelSource().name());
          statement.setString(6, JSON.writeValueAsString(clip));
        });
  }

  private Manifest writeFiles(Release release, Path place, ReleaseProgress progress) {
    var half = place.resolveSibling(place.getFileName() + ".part");
    try {
      if (Files.exists(place)) {
        throw new ReleaseException("%s exists already; choose another folder.", place);
      }
      clear(half);
      var scheme = catalogue.schemeOf(release.corpus());
      var corpus = catalogue.require(release.corpus());
      var labels = scheme.labels().stream().map(Label::id).toList();
      var files = new ReleaseFiles(half);
      progress.at(0.5, Sentence.of("writing files"));
      files.write(sink -> eachLine(release, sink), labels, corpus.name() + " · " + release.name());
      var runs = runs(release, files);
      var policy = JSON.readValue(release.policy(), ReleasePolicy.class);
      var order = policy.mer();
      var mer =
          order == null
              ? null
              : new MerFiles(half, order, corpus.language()).write(sink -> eachLine(release, sink));
      progress.at(0.9, Sentence.of("hashing files"));
      var manifest =
          new Manifest(
              "undertone-release",
              1,
              corpus.slug(),
              release.name(),
              release.createdAt().toString(),
              scheme.name(),
              scheme.version(),
              labels,
              policy,
              release.clips(),
              sources(release),
              runs,
              files.inventory(),
              mer);
      files.writeManifest(manifest);
      Files.createDirectories(place.toAbsolutePath().getParent());
      Files.move(half, place, StandardCopyOption.ATOMIC_MOVE);
      return manifest;
    } catch (IOException e) {
      throw new ReleaseException(
          Sentence.of(
              "Release \"%s\" could not be written to %s: %s",
              release.name(), place, String.valueOf(e.getMessage())),
          e);
    }
  }

  // Keyed pages rather than one long cursor: constant memory on both databases.
  // Ordered by both columns of the primary key, without which H2 would sort the rest of the release
  // for each page.
  private void eachLine(Release release, ReleaseFiles.LineSink sink) throws IOException {
    long after = -1;
    while (true) {
      var page =
          jdbc.sql(
                  "select content from release_line where release_id = ? and position > ? order by"
                      + " release_id, position limit 2000")
              .params(release.id(), after)
              .query((row, _) -> row.getString(1))
              .list();
      for (var line : page) {
        sink.line(line);
      }
      if (page.isEmpty()) {
        return;
      }
      after += page.size();
    }
  }

  private Map<String, Long> sources(Release release) {
    var sources = new TreeMap<String, Long>();
    jdbc.sql("select source, count(*) from release_line where release_id = ? group by source")
        .param(release.id())
        .query((row, _) -> sources.put(row.getString(1), row.getLong(2)))
        .list();
    return sources;
  }

  /// The runs whose proposals stand in the lineage, each with its report: what it would move, whom
  /// it overrules and what it proved.
  private List<Manifest.RunEntry> runs(Release release, ReleaseFiles files) throws IOException {
    var ids = new TreeSet<Long>();
    eachLine(
        release,
        content -> {
          var step = JSON.readValue(content, ReleasedClip.class).lineage().run();
          if (step != null) {
            ids.add(step.run());
          }
        });
    var entries = new ArrayList<Manifest.RunEntry>();
    for (long id : ids) {
      var said =
          jdbc.sql("select summary from run where id = ? and summary is not null")
              .param(id)
              .query(String.class)
              .optional();
      var report = said.isEmpty() ? null : files.writeReport(id, said.get());
      entries.add(
          jdbc.sql(
                  "select kind, seed, code_version, coalesce(data_hash, ''), plan from run where id"
                      + " = ?")
              .param(id)
              .query((row, _) ->
                  new Manifest.RunEntry(
                      id,
                      row.getString(1),
                      row.getLong(2),
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      report))
              .single());
    }
    return entries;
  }

  private static void clear(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
