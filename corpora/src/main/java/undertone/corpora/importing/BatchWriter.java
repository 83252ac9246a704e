package undertone.corpora.importing;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import undertone.corpora.CandidateSet;
import undertone.corpora.CorpusId;
import undertone.corpora.Sentence;
import undertone.corpora.clip.ClipState;
import undertone.corpora.importing.Intake.KeptMedia;
import undertone.corpora.importing.Intake.Taken;
import undertone.corpora.importing.RowVotes.ImportedVote;
import undertone.corpora.manifest.Tally;

/// Writes rows in batches, each in a transaction of its own: new clips with everything they carry
/// in a handful of statements, known ones one by one.
final class BatchWriter {

  // Another import of the same names or media may be faster; what it wrote is found the next time.
  private static final int MOST_TRIES = 5;

  private final JdbcClient jdbc;
  private final JdbcTemplate template;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final CorpusId corpus;
  private final int topK;
  private final ImportVoters voters;
  private final KnownClipUpdate update;

  BatchWriter(
      JdbcClient jdbc,
      JdbcTemplate template,
      TransactionTemplate transaction,
      Clock clock,
      CorpusId corpus,
      int topK,
      ImportVoters voters,
      KnownClipUpdate update) {
    this.jdbc = jdbc;
    this.template = template;
    this.transaction = transaction;
    this.clock = clock;
    this.corpus = corpus;
    this.topK = topK;
    this.voters = voters;
    this.update = update;
  }

  /// A vote or caption of a clip, ready to be written.
  record Ballot(long clip, int revision, ImportedVote vote) {}

  record NewCaption(long clip, int revision, String language, String text) {}

  record NewGold(long clip, String label) {}

  /// Which of these names the corpus holds.
  Map<String, KnownClip> known(Collection<String> names) {
    if (names.isEmpty()) {
      return Map.of();
    }
    // A join, because H2 would look at every clip of the corpus for a list of names.
    var wanted = names.stream().map(_ -> "(cast(? as varchar(200)))");
    return jdbc
        .sql(
            """
            select c.id, c.name, c.source_stamp, c.state, c.media_hash
            from (values %s) as wanted(name) join clip c on c.name = wanted.name
            where c.corpus_id = ?
            """
                .formatted(wanted.collect(Collectors.joining(","))))
        .params(List.copyOf(names))
        .param(corpus.value())
        .query((row, _) ->
            new KnownClip(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                ClipState.valueOf(row.getString(4)),
                row.getString(5)))
        .list()
        .stream()
        .collect(Collectors.toMap(KnownClip::name, k -> k));
  }

  /// Writes one batch, all of it or nothing.
  ImportReport.Sum write(List<Intake> batch) {
    var rest = new ImportReport.Sum();
    var taken = new ArrayList<Taken>();
    for (var intake : batch) {
      switch (intake) {
        case Intake.Unchanged() -> rest.unchanged();
        case Intake.Refused(var faults) -> rest.refused(faults);
        case Taken row -> taken.add(row);
      }
    }
    if (!taken.isEmpty()) {
      rest.add(
          again(() -> {
            votersOf(taken).forEach(voters::make);
            return inTransaction(taken);
          }));
    }
    return rest;
  }

  private ImportReport.Sum inTransaction(List<Taken> taken) {
    var sum =
        transaction.execute(_ -> {
          var written = new ImportReport.Sum();
          keep(taken);
          var known = known(taken.stream().map(t -> t.facts().name()).toList());
          insert(
              taken.stream().filter(t -> !known.containsKey(t.facts().name())).toList(), written);
          // in order of id, so that two imports never wait for each other in a circle
          var toUpdate = new TreeMap<Long, Taken>();
          for (var row : taken) {
            var clip = known.get(row.facts().name());
            if (clip != null) {
              toUpdate.put(clip.id(), row);
            }
          }
          toUpdate.forEach((clip, row) -> update.apply(clip, row, this, written));
          return written;
        });
    if (sum == null) {
      throw new IllegalStateException("Bug: a batch was written without a result.");
    }
    return sum;
  }

  private static <T> T again(Supplier<T> attempt) {
    for (int tries = 1; ; tries++) {
      try {
        return attempt.get();
      } catch (DuplicateKeyException | ConcurrencyFailureException e) {
        if (tries == MOST_TRIES) {
          throw new ImportException(
              Sentence.of(
                  "Another import writes the same clips; wait until it has ended, then start again."),
              e);
        }
      }
    }
  }

  private Set<String> votersOf(List<Taken> taken) {
    var names = new TreeSet<String>();
    for (var row : taken) {
      RowVotes.of(row.row(), topK).forEach(v -> names.add(v.voter()));
      if (!row.row().captions().isEmpty()) {
        names.add(ImportVoters.CAPTIONS);
      }
    }
    return names;
  }

  /// Lists the media of a batch that are not listed yet; what annotators need of them is made
  /// later.
  private void keep(List<Taken> taken) {
    var byHash = new TreeMap<String, KeptMedia>(); // in one order, so that imports never deadlock
    for (var row : taken) {
      var media = row.media();
      if (media != null) {
        byHash.put(media.hash(), media);
      }
    }
    if (byHash.isEmpty()) {
      return;
    }
    // What could not be prepared for another corpus gets a second chance here, and what the store
    // had lost is back.
    jdbc.sql(
            "update media_file set preparation = 'PENDING' where hash in (:hashes) and preparation"
                + " in ('FAILED', 'LOST')")
        .param("hashes", byHash.keySet())
        .update();
    jdbc.sql("select hash from media_file where hash in (:hashes)")
        .param("hashes", byHash.keySet())
        .query(String.class)
        .list()
        .forEach(byHash::remove);
    var now = now();
    template.batchUpdate(
        "insert into media_file (hash, bytes, mime, browser_safe, preparation, created_at) values"
            + " (?, ?, ?, ?, 'PENDING', ?)",
        byHash.values().stream()
            .map(m -> new Object[] {m.hash(), m.bytes(), m.mime(), m.browserSafe(), now})
            .toList());
  }

  private void insert(List<Taken> taken, ImportReport.Sum written) {
    var ids = HouseIds.clips(jdbc, taken.size());
    var clips = new ArrayList<@Nullable Object[]>();
    var ballots = new ArrayList<Ballot>();
    var captions = new ArrayList<NewCaption>();
    var gold = new ArrayList<NewGold>();
    int overlap = overlap();
    var now = now();
    for (var row : taken) {
      long id = ids.nextLong();
      var votes = RowVotes.of(row.row(), topK);
      clips.add(clip(id, row, votes, overlap, now));
      votes.forEach(v -> ballots.add(new Ballot(id, 1, v)));
      row.row()
          .captions()
          .forEach((language, text) -> captions.add(new NewCaption(id, 1, language, text)));
      if (row.row().gold() != null) {
        gold.add(new NewGold(id, row.row().gold()));
      }
      written.added(row.facts());
    }
    template.batchUpdate(
        """
        insert into clip (id, corpus_id, name, position, modality, state, reason, media_hash,
          source_path, source_stamp, text_content, language, duration_micros, width, height,
          has_audio, conversation, turn, speaker, start_micros, end_micros, split, metadata,
          vote_count, leading_label, open_slots, wanted, distressing, created_at, version)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
        """,
        clips);
    writeVotes(ballots, written);
    writeCaptions(captions, written);
    writeGold(gold, written);
  }

  private @Nullable Object[] clip(
      long id, Taken row, List<ImportedVote> votes, int overlap, OffsetDateTime now) {
    var facts = row.facts();
    // The id is the position, too: it rises with every clip, also when two imports run at once.
    return new @Nullable Object[] {
      id,
      corpus.value(),
      facts.name(),
      id,
      facts.modality().name(),
      facts.state().name(),
      facts.reason(),
      facts.mediaHash(),
      facts.sourcePath(),
      row.stamp(),
      facts.text(),
      facts.language(),
      facts.durationMicros(),
      facts.width(),
      facts.height(),
      facts.hasAudio(),
      facts.conversation(),
      facts.turn(),
      facts.speaker(),
      facts.startMicros(),
      facts.endMicros(),
      facts.split(),
      facts.metadata(),
      votes.size(),
      leading(votes),
      overlap,
      overlap > 0,
      row.row().distressing(),
      now
    };
  }

  /// The label most voters put first, of equals the first by word: as
  /// [undertone.corpora.vote.Voting] counts.
  private static @Nullable String leading(List<ImportedVote> votes) {
    var firsts = new TreeMap<String, Integer>();
    for (var vote : votes) {
      CandidateSet.parse(vote.candidates())
          .first()
          .ifPresent(label -> firsts.merge(label, 1, Integer::sum));
    }
    String leading = null;
    int most = 0;
    for (var entry : firsts.entrySet()) {
      if (entry.getValue() > most) {
        most = entry.getValue();
        leading = entry.getKey();
      }
    }
    return leading;
  }

  void writeVotes(List<Ballot> ballots, ImportReport.Sum written) {
    var ids = HouseIds.entities(jdbc, ballots.size());
    var now = now();
    template.batchUpdate(
        """
        insert into vote (id, client_id, corpus_id, clip_id, voter_id, revision, meaning,
          candidates, excluded, tally, withdrawn, cast_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, '', ?, false, ?)
        """,
        ballots.stream()
            .map(b -> {
              long voter = voters.id(b.vote().voter());
              return new @Nullable Object[] {
                ids.nextLong(),
                madeOf("vote", b.clip(), voter, b.revision(), ""),
                corpus.value(),
                b.clip(),
                voter,
                b.revision(),
                b.vote().meaning().name(),
                b.vote().candidates(),
                b.vote().voter().equals(Tally.VOTER) ? b.vote().tally() : null,
                now
              };
            })
            .toList());
    ballots.forEach(b -> written.vote(b.vote().voter()));
  }

  void writeCaptions(List<NewCaption> captions, ImportReport.Sum written) {
    var ids = HouseIds.entities(jdbc, captions.size());
    var now = now();
    template.batchUpdate(
        """
        insert into caption (id, client_id, corpus_id, clip_id, voter_id, level, region, language,
          revision, content, written_at)
        values (?, ?, ?, ?, ?, 'FREE', '', ?, ?, ?, ?)
        """,
        captions.stream()
            .map(c -> {
              long voter = voters.id(ImportVoters.CAPTIONS);
              return new Object[] {
                ids.nextLong(),
                madeOf("caption", c.clip(), voter, c.revision(), c.language()),
                corpus.value(),
                c.clip(),
                voter,
                c.language(),
                c.revision(),
                c.text(),
                now
              };
            })
            .toList());
    captions.forEach(_ -> written.caption());
  }

  void writeGold(List<NewGold> gold, ImportReport.Sum written) {
    template.batchUpdate(
        "insert into gold_label (clip_id, corpus_id, label, source) values (?, ?, ?, 'import')",
        gold.stream().map(g -> new Object[] {g.clip(), corpus.value(), g.label()}).toList());
    gold.forEach(_ -> written.gold());
  }

  /// One id for one revision, whoever writes it.
  private static UUID madeOf(String what, long clip, long voter, int revision, String language) {
    return UUID.nameUUIDFromBytes(
        "import %s %d %d %d %s"
            .formatted(what, clip, voter, revision, language)
            .getBytes(StandardCharsets.UTF_8));
  }

  private int overlap() {
    return jdbc.sql("select overlap from corpus where id = ?")
        .param(corpus.value())
        .query(Integer.class)
        .single();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }
}
