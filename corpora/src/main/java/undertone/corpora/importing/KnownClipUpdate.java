package undertone.corpora.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.corpora.ClipId;
import undertone.corpora.Modality;
import undertone.corpora.VoterId;
import undertone.corpora.importing.BatchWriter.Ballot;
import undertone.corpora.importing.BatchWriter.NewCaption;
import undertone.corpora.importing.BatchWriter.NewGold;
import undertone.corpora.importing.Intake.Taken;
import undertone.corpora.importing.RowVotes.ImportedVote;
import undertone.corpora.manifest.RowFault;
import undertone.corpora.vote.Vote;
import undertone.corpora.vote.Voting;

/// Brings a clip the corpus holds already up to what its row says now. Votes and captions gain
/// revisions; nothing is taken back because a table has become silent about it.
///
/// @param table what faults call the table, or the folder
record KnownClipUpdate(
    JdbcClient jdbc, Voting voting, ImportVoters voters, int topK, String table) {

  /// Called within the batch's transaction.
  void apply(long clip, Taken taken, BatchWriter writer, ImportReport.Sum written) {
    var standing = lock(clip);
    var facts = taken.facts();
    boolean sameMedia = Objects.equals(standing.mediaHash(), facts.mediaHash());
    if (!sameMedia && standing.mediaHash() != null && peopleVoted(clip)) {
      written.refused(
          List.of(
              new RowFault(
                  table,
                  taken.row().line(),
                  "",
                  "the media of clip %s have changed since people voted on it; give it a new name"
                      .formatted(facts.name()),
                  List.of())));
      return;
    }
    if (sameMedia && facts.mediaHash() != null) {
      facts = facts.withMediaAsIn(standing);
    }
    boolean changed = !facts.equals(standing);
    update(clip, facts, taken.stamp());
    changed |= votes(clip, taken, writer, written);
    changed |= captions(clip, taken, writer, written);
    changed |= gold(clip, taken, writer, written);
    changed |= distressing(clip, taken);
    if (changed) {
      written.updated(facts);
    } else {
      written.unchanged();
    }
  }

  private ClipFacts lock(long clip) {
    return jdbc.sql(
            """
            select name, modality, reason, media_hash, source_path, text_content, language,
              duration_micros, width, height, has_audio, conversation, turn, speaker, start_micros,
              end_micros, split, metadata
            from clip where id = ? for update
            """)
        .param(clip)
        .query((row, _) ->
            new ClipFacts(
                row.getString(1),
                Modality.valueOf(row.getString(2)),
                row.getString(3),
                row.getString(4),
                Objects.requireNonNullElse(row.getString(5), ""),
                row.getString(6),
                row.getString(7),
                row.getObject(8, Long.class),
                row.getObject(9, Integer.class),
                row.getObject(10, Integer.class),
                row.getBoolean(11),
                row.getString(12),
                row.getObject(13, Integer.class),
                row.getString(14),
                row.getObject(15, Long.class),
                row.getObject(16, Long.class),
                row.getString(17),
                row.getString(18)))
        .single();
  }

  private boolean peopleVoted(long clip) {
    return jdbc.sql(
            "select exists (select 1 from vote v join voter w on w.id = v.voter_id where v.clip_id"
                + " = ? and w.kind = 'PERSON')")
        .param(clip)
        .query(Boolean.class)
        .single();
  }

  private void update(long clip, ClipFacts facts, String stamp) {
    jdbc.sql(
            """
            update clip set modality = :modality, state = :state, reason = :reason,
              media_hash = :hash, source_path = :path, source_stamp = :stamp, text_content = :text,
              language = :language, duration_micros = :duration, width = :width, height = :height,
              has_audio = :audio, conversation = :conversation, turn = :turn, speaker = :speaker,
              start_micros = :start, end_micros = :end, split = :split, metadata = :metadata,
              version = version + 1
            where id = :id
            """)
        .param("modality", facts.modality().name())
        .param("state", facts.state().name())
        .param("reason", facts.reason())
        .param("hash", facts.mediaHash())
        .param("path", facts.sourcePath())
        .param("stamp", stamp)
        .param("text", facts.text())
        .param("language", facts.language())
        .param("duration", facts.durationMicros())
        .param("width", facts.width())
        .param("height", facts.height())
        .param("audio", facts.hasAudio())
        .param("conversation", facts.conversation())
        .param("turn", facts.turn())
        .param("speaker", facts.speaker())
        .param("start", facts.startMicros())
        .param("end", facts.endMicros())
        .param("split", facts.split())
        .param("metadata", facts.metadata())
        .param("id", clip)
        .update();
  }

  private boolean votes(long clip, Taken taken, BatchWriter writer, ImportReport.Sum written) {
    var ballots = new ArrayList<Ballot>();
    for (var vote : RowVotes.of(taken.row(), topK)) {
      long voter = voters.id(vote.voter());
      var standing = voting.standing(new ClipId(clip), new VoterId(voter));
      if (standing.isEmpty() || !saysTheSame(standing.get(), vote)) {
        ballots.add(new Ballot(clip, revision("vote", clip, voter, ""), vote));
      }
    }
    if (ballots.isEmpty()) {
      return false;
    }
    writer.writeVotes(ballots, written);
    voting.recount(new ClipId(clip));
    return true;
  }

  private static boolean saysTheSame(Vote standing, ImportedVote vote) {
    return standing.meaning() == vote.meaning()
        && standing.candidates().written().equals(vote.candidates())
        && Vote.writeTally(standing.tally()).equals(vote.tally());
  }

  private boolean captions(long clip, Taken taken, BatchWriter writer, ImportReport.Sum written) {
    var captions = new ArrayList<NewCaption>();
    taken
        .row()
        .captions()
        .forEach((language, text) -> {
          long voter = voters.id(ImportVoters.CAPTIONS);
          var standing =
              jdbc.sql(
                      "select content from caption where clip_id = ? and voter_id = ? and level ="
                          + " 'FREE' and region = '' and language = ? order by revision desc limit 1")
                  .params(clip, voter, language)
                  .query(String.class)
                  .optional();
          if (standing.isEmpty() || !standing.get().equals(text)) {
            captions.add(
                new NewCaption(clip, revision("caption", clip, voter, language), language, text));
          }
        });
    writer.writeCaptions(captions, written);
    return !captions.isEmpty();
  }

  /// The number after the newest revision.
  private int revision(String table, long clip, long voter, String language) {
    var sql =
        "select coalesce(max(revision), 0) + 1 from %s where clip_id = ? and voter_id = ?"
            .formatted(table);
    var query =
        table.equals("caption")
            ? jdbc.sql(sql + " and level = 'FREE' and region = '' and language = ?")
                .params(clip, voter, language)
            : jdbc.sql(sql).params(clip, voter);
    return query.query(Integer.class).single();
  }

  // A table marks clips; only a curator takes a mark back, and then it stays taken back.
  private boolean distressing(long clip, Taken taken) {
    return taken.row().distressing()
        && jdbc.sql(
                    "update clip set distressing = true where id = ? and distressing = false and"
                        + " distress_decided = false")
                .param(clip)
                .update()
            == 1;
  }

  private boolean gold(long clip, Taken taken, BatchWriter writer, ImportReport.Sum written) {
    var label = taken.row().gold();
    if (label == null) {
      return false;
    }
    var standing =
        jdbc.sql("select label from gold_label where clip_id = ?")
            .param(clip)
            .query(String.class)
            .optional();
    if (standing.isPresent() && standing.get().equals(label)) {
      return false;
    }
    jdbc.sql("delete from gold_label where clip_id = ?").param(clip).update();
    writer.writeGold(List.of(new NewGold(clip, label)), written);
    return true;
  }
}
