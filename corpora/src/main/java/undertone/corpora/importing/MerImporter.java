package undertone.corpora.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.Modality;
import undertone.corpora.Sentence;
import undertone.corpora.VoterId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Captioning;
import undertone.corpora.challenge.ClipNames;
import undertone.corpora.challenge.EmotionWheels;
import undertone.corpora.challenge.MerFile;
import undertone.corpora.challenge.WheelFiles;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.importing.MerRows.Row;
import undertone.corpora.importing.MerRows.Saying;
import undertone.corpora.preference.Pair;
import undertone.corpora.preference.Preferences;
import undertone.corpora.preference.StandingPreference;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.trace.Axis;
import undertone.corpora.trace.Trace;
import undertone.corpora.trace.Traces;
import undertone.corpora.vote.Ballot;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;
import undertone.corpora.word.OpenWords;

/// Brings a file of a MER challenge into a corpus whose clips are called like its rows: labels as
/// votes or gold labels, scores and open sets as votes, transcripts as texts, descriptions as
/// captions, pairs of descriptions as preferences.
///
/// Rows are written in batches, each whole or not at all. What a clip says already is not written
/// again, so the same file twice changes nothing the second time.
@Service
public class MerImporter {

  private static final int BATCH = 256;

  private final Catalogue catalogue;
  private final Library library;
  private final Voting voting;
  private final Traces traces;
  private final Captioning captioning;
  private final OpenWords openWords;
  private final Preferences preferences;
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;

  MerImporter(
      Catalogue catalogue,
      Library library,
      Voting voting,
      Traces traces,
      Captioning captioning,
      OpenWords openWords,
      Preferences preferences,
      JdbcClient jdbc,
      PlatformTransactionManager transactions) {
    this.catalogue = catalogue;
    this.library = library;
    this.voting = voting;
    this.traces = traces;
    this.captioning = captioning;
    this.openWords = openWords;
    this.preferences = preferences;
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  private record Matched(Row row, ClipId clip, Modality modality) {}

  /// Brings a file in, or says what would come of it.
  ///
  /// @throws ImportException if the file cannot be read or its labels cannot be taken
  /// @throws undertone.corpora.challenge.ChallengeFileException if it is no file of a challenge
  public MerReport run(MerOrder order) {
    return run(order, (_, _) -> {});
  }

  /// The same, and tells how far it is.
  ///
  /// @throws ImportException if the file cannot be read or its labels cannot be taken
  /// @throws undertone.corpora.challenge.ChallengeFileException if it is no file of a challenge
  public MerReport run(MerOrder order, ImportProgress progress) {
    try {
      return new Reading(order).through(progress);
    } catch (IOException e) {
      throw new ImportException(
          Sentence.of("%s cannot be read: %s", order.file(), String.valueOf(e.getMessage())), e);
    }
  }

  /// One file on its way into a corpus.
  private final class Reading {
    private final MerOrder order;
    private final String language;
    private final @Nullable EmotionWheels wheels;
    private final MerLabels labels;
    private final MerRows rows;
    private final RowRefusals refusals;
    private final @Nullable VoterId voter;
    private long written;
    private long unchanged;

    Reading(MerOrder order) throws IOException {
      this.order = order;
      this.language =
          Objects.requireNonNullElseGet(
              order.language(), () -> catalogue.require(order.corpus()).language());
      this.wheels = wheels(order.wheels());
      this.labels = new MerLabels(catalogue.schemeOf(order.corpus()), order.labels(), wheels);
      this.refusals = new RowRefusals(String.valueOf(order.file().getFileName()));
      this.rows = new MerRows(order, language, labels, refusals);
      this.voter = voter();
    }

    /// A dry run makes no voter.
    private @Nullable VoterId voter() {
      var known =
          voting.votersOf(order.corpus()).stream()
              .filter(v -> v.name().equals(order.voter()))
              .findFirst();
      if (known.isPresent() && known.get().kind() != VoterKind.MACHINE) {
        throw new ImportException(
            "\"%s\" votes in the corpus already and is no machine; give the file's voter another"
                + " name.",
            order.voter());
      }
      return known
          .map(v -> v.id())
          .orElseGet(() ->
              order.dryRun() || order.gold()
                  ? null
                  : voting.machine(order.corpus(), VoterKind.MACHINE, order.voter()).id());
    }

    MerReport through(ImportProgress progress) throws IOException {
      var content = MerFile.read(order.file(), order.part(), order.candidates());
      content.faults().forEach(refusals::add);
      var holds = rows.sort(content);
      var all = rows.all().size() + refusals.count() + rows.empty();
      var matched = matched();
      if (!order.dryRun()) {
        openWords.hear(order.corpus(), words(matched), wheels);
      }
      for (int from = 0; from < matched.size(); from += BATCH) {
        progress.at(
            (double) from / matched.size(), Sentence.of("rows: %s of %s", from, matched.size()));
        var batch = matched.subList(from, Math.min(matched.size(), from + BATCH));
        if (order.dryRun()) {
          batch.forEach(new Batch(batch, false)::take);
        } else {
          transaction.executeWithoutResult(_ -> {
            lock(batch);
            batch.forEach(new Batch(batch, true)::take);
          });
        }
      }
      return new MerReport(
          holds,
          all,
          written,
          unchanged,
          rows.empty(),
          refusals.count(),
          refusals.told(),
          Map.copyOf(labels.taken()),
          rows.others(),
          order.dryRun());
    }

    /// Words that are said of clips and are no labels.
    private static Set<OpenWord> words(List<Matched> matched) {
      var words = new LinkedHashSet<OpenWord>();
      for (var one : matched) {
        if (one.row().saying() instanceof Saying.Held held) {
          held.candidates().labels().stream()
              .filter(OpenWord::is)
              .map(OpenWord::ofCandidate)
              .forEach(words::add);
        }
      }
      return words;
    }

    /// Rows with the clips they speak of: those of the same name, else of the same but for the
    /// ending of a media file.
    private List<Matched> matched() {
      record Known(ClipId clip, Modality modality) {}
      // Of a clip there may be several pairs, each once; of all else one row.
      record Said(ClipId clip, @Nullable Pair pair) {}
      var exact = new HashMap<String, Known>();
      var bare = new HashMap<String, List<Known>>();
      jdbc.sql("select id, name, modality from clip where corpus_id = ?")
          .param(order.corpus().value())
          .query(row -> {
            var known = new Known(new ClipId(row.getLong(1)), Modality.valueOf(row.getString(3)));
            exact.put(row.getString(2), known);
            bare.computeIfAbsent(ClipNames.of(row.getString(2)), _ -> new ArrayList<>()).add(known);
          });
      var lines = new HashMap<Said, Long>();
      var matched = new ArrayList<Matched>();
      for (var row : rows.all()) {
        var named = exact.get(row.name());
        var alike =
            named == null ? bare.getOrDefault(ClipNames.of(row.name()), List.of()) : List.of(named);
        if (alike.size() != 1) {
          refusals.add(
              row.line(),
              "name",
              alike.isEmpty()
                  ? "no clip of the corpus is called \"%s\"".formatted(row.name())
                  : "%d clips of the corpus may be called \"%s\""
                      .formatted(alike.size(), row.name()));
          continue;
        }
        var clip = alike.getFirst();
        var pair = row.saying() instanceof Saying.Preferred said ? said.pair() : null;
        var before = lines.putIfAbsent(new Said(clip.clip(), pair), row.line());
        if (before != null) {
          refusals.add(
              row.line(),
              "name",
              (pair == null
                      ? "clip %s has a row already, line %d"
                      : "these two descriptions of %s have a row already, line %d")
                  .formatted(row.name(), before));
        } else {
          matched.add(new Matched(row, clip.clip(), clip.modality()));
        }
      }
      // in order of id, so that two imports never wait for each other in a circle
      matched.sort(Comparator.comparingLong(m -> m.clip().value())); // pairs of one stay in order
      return matched;
    }

    private void lock(List<Matched> batch) {
      jdbc.sql("select id from clip where id in (:clips) order by id for update")
          .param("clips", batch.stream().map(m -> m.clip().value()).toList())
          .query(Long.class)
          .list();
    }

    /// Some clips, and what is held of them already.
    private final class Batch {
      private final boolean writes;
      private final Map<ClipId, Vote> standing = new HashMap<>();
      private final Map<Long, List<Trace>> drawn;
      private final Map<ClipId, String> gold;
      private final Map<ClipId, String> texts = new HashMap<>();
      private final Map<ClipId, String> captions = new HashMap<>();
      private final Set<StandingPreference> preferred = new HashSet<>();

      Batch(List<Matched> batch, boolean writes) {
        this.writes = writes;
        var clips = batch.stream().map(Matched::clip).toList();
        var first = batch.getFirst().row().saying();
        if (first instanceof Saying.Held) {
          voting
              .standing(clips)
              .forEach((clip, votes) ->
                  votes.stream()
                      .filter(v -> v.voter().equals(voter))
                      .forEach(v -> standing.put(clip, v)));
        }
        drawn = traces.of(standing.values().stream().map(Vote::id).toList());
        gold = first instanceof Saying.Gold ? library.goldsOf(order.corpus()) : Map.of();
        if (first instanceof Saying.Heard) {
          library
              .byIds(clips)
              .forEach((id, clip) -> clip.text().ifPresent(text -> texts.put(id, text)));
        }
        if (first instanceof Saying.Preferred) {
          preferences.standing(clips).values().forEach(preferred::addAll);
        }
        if (first instanceof Saying.Described) {
          captioning
              .standing(clips)
              .forEach((clip, all) ->
                  all.stream()
                      .filter(c ->
                          c.voter().equals(voter)
                              && c.language().equals(language)
                              && c.place().level() == CaptionLevel.FREE)
                      .forEach(c -> captions.put(clip, c.text())));
        }
      }

      void take(Matched match) {
        var clip = match.clip();
        switch (match.row().saying()) {
          case Saying.Held held -> vote(clip, held);
          case Saying.Gold(var label) -> {
            if (isNew(!label.equals(gold.get(clip)))) {
              jdbc.sql("delete from gold_label where clip_id = ?").param(clip.value()).update();
              jdbc.sql(
                      "insert into gold_label (clip_id, corpus_id, label, source) values (?, ?, ?,"
                          + " 'import')")
                  .params(clip.value(), order.corpus().value(), label)
                  .update();
            }
          }
          case Saying.Heard(var text) -> heard(match, text);
          case Saying.Described(var text) -> {
            if (isNew(!text.equals(captions.get(clip)))) {
              captioning.write(UUID.randomUUID(), clip, required(), language, text);
            }
          }
          case Saying.Preferred said -> preferred(clip, said);
        }
      }

      private void preferred(ClipId clip, Saying.Preferred said) {
        boolean known =
            voter != null
                && preferred.contains(
                    new StandingPreference(clip, voter, said.pair(), said.preference()));
        if (isNew(!known)) {
          preferences.write(
              order.corpus(),
              new StandingPreference(clip, required(), said.pair(), said.preference()));
        }
      }

      /// Counts a clip, and says whether to write.
      private boolean isNew(boolean differs) {
        if (differs) {
          written++;
        } else {
          unchanged++;
        }
        return differs && writes;
      }

      private VoterId required() {
        return Objects.requireNonNull(voter, "Bug: something is written without a voter");
      }

      /// The valence of a whole clip is kept with the vote and as a trace that does not move.
      private void vote(ClipId clip, Saying.Held held) {
        var before = standing.get(clip);
        if (!isNew(before == null || !saysTheSame(before, held))) {
          return;
        }
        var vote =
            voting.cast(
                new Ballot(
                    UUID.randomUUID(),
                    clip,
                    required(),
                    held.meaning(),
                    held.candidates(),
                    CandidateSet.NONE,
                    null,
                    null,
                    held.valence(),
                    null));
        if (held.valence() != null) {
          traces.write(vote.id(), List.of(level(held.valence())));
        }
      }

      private boolean saysTheSame(Vote vote, Saying.Held held) {
        var trace =
            drawn.getOrDefault(vote.id(), List.of()).stream()
                .filter(t -> t.axis() == Axis.VALENCE)
                .findFirst();
        boolean sameValence =
            held.valence() == null
                ? trace.isEmpty()
                : trace.isPresent()
                    && trace.get().size() == 1
                    && trace.get().value(0) == held.valence().floatValue();
        return sameValence
            && vote.meaning() == held.meaning()
            && vote.said().equals(held.candidates());
      }

      private static Trace level(double valence) {
        return new Trace(Axis.VALENCE, new long[] {0}, new float[] {(float) valence});
      }

      private void heard(Matched match, String text) {
        boolean same = text.equals(texts.get(match.clip()));
        if (!same && match.modality() == Modality.TEXT) {
          refusals.add(
              match.row().line(),
              "",
              "clip %s is a text and says something else; bring it in anew under another name"
                  .formatted(match.row().name()));
        } else if (isNew(!same)) {
          jdbc.sql(
                  "update clip set text_content = ?, language = ?, version = version + 1 where id ="
                      + " ?")
              .params(text, language, match.clip().value())
              .update();
        }
      }
    }
  }

  private static @Nullable EmotionWheels wheels(@Nullable Path folder) throws IOException {
    return folder == null ? null : WheelFiles.read(folder);
  }
}
