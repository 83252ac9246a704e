package undertone.corpora.plan;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.Context;
import undertone.corpora.CorpusId;
import undertone.corpora.Cue;
import undertone.corpora.InvalidValueException;

/// The plans of all corpora. Votes keep what they were cast under, whatever the plan becomes.
@Service
@Transactional
public class AnnotationPlans {

  private final JdbcClient jdbc;

  AnnotationPlans(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The plan of a corpus; the plain one until somebody makes another.
  @Transactional(readOnly = true)
  public AnnotationPlan of(CorpusId corpus) {
    return jdbc.sql(
            "select face_overlap, voice_overlap, words_overlap, listener_overlap,"
                + " gold_every, gold_feedback, gold_split, context from annotation_plan where corpus_id = ?")
        .param(corpus.value())
        .query((row, _) ->
            new AnnotationPlan(
                row.getInt(1),
                row.getInt(2),
                row.getInt(3),
                row.getInt(4),
                row.getInt(5),
                row.getBoolean(6),
                row.getString(7),
                Context.valueOf(row.getString(8))))
        .optional()
        .orElse(AnnotationPlan.PLAIN);
  }

  /// Puts a corpus under a plan.
  ///
  /// @throws InvalidValueException if a pass or the gold finds no clip it could be about
  public void put(CorpusId corpus, AnnotationPlan plan) {
    for (var cue : plan.passesApart()) {
      if (countWith(corpus, cue) == 0) {
        throw without(cue);
      }
    }
    if (plan.mixesGold() && goldIn(corpus, plan) == 0) {
      throw new InvalidValueException(
          plan.goldSplit() == null
              ? "No clip of this corpus has a gold label; import some before mixing them in."
              : "No clip of this split has a gold label; choose another pool.");
    }
    // The corpus' row is the lock: of two who save at once, one finds the other's row.
    jdbc.sql("select id from corpus where id = ? for update")
        .param(corpus.value())
        .query(Long.class)
        .optional();
    jdbc.sql("delete from annotation_plan where corpus_id = ?").param(corpus.value()).update();
    jdbc.sql(
            """
            insert into annotation_plan (corpus_id, face_overlap, voice_overlap, words_overlap,
              listener_overlap, gold_every, gold_feedback, gold_split, context)
            values (:corpus, :face, :voice, :words, :listener, :every, :feedback, :split, :context)
            """)
        .param("corpus", corpus.value())
        .param("face", plan.face())
        .param("voice", plan.voice())
        .param("words", plan.words())
        .param("listener", plan.listener())
        .param("every", plan.goldEvery())
        .param("feedback", plan.feedback())
        .param("split", plan.goldSplit())
        .param("context", plan.context().name())
        .update();
  }

  /// How many clips of a corpus have a cue.
  @Transactional(readOnly = true)
  public long countWith(CorpusId corpus, Cue cue) {
    return jdbc.sql(
            "select count(*) from clip c where c.corpus_id = ? and c.state = 'READY' and "
                + CueSql.has(cue))
        .param(corpus.value())
        .query(Long.class)
        .single();
  }

  /// How many readable gold clips a plan may draw from.
  @Transactional(readOnly = true)
  public long goldIn(CorpusId corpus, AnnotationPlan plan) {
    var sql =
        "select count(*) from gold_label g join clip c on c.id = g.clip_id where g.corpus_id = ? and"
            + " c.state = 'READY'";
    var split = plan.goldSplit();
    return (split == null
            ? jdbc.sql(sql).param(corpus.value())
            : jdbc.sql(sql + " and c.split = ?").params(corpus.value(), split))
        .query(Long.class)
        .single();
  }

  /// Splits that hold gold clips, by name.
  @Transactional(readOnly = true)
  public List<String> splitsWithGold(CorpusId corpus) {
    return jdbc.sql(
            "select distinct c.split from gold_label g join clip c on c.id = g.clip_id where"
                + " g.corpus_id = ? and c.split is not null order by c.split")
        .param(corpus.value())
        .query((row, _) -> row.getString(1))
        .list();
  }

  private static InvalidValueException without(Cue cue) {
    return switch (cue) {
      case FACE ->
          new InvalidValueException(
              "No clip of this corpus has a picture; a pass over faces needs some.");
      case VOICE ->
          new InvalidValueException(
              "No clip of this corpus has sound; a pass over voices needs some.");
      case WORDS ->
          new InvalidValueException(
              "No clip of this corpus has a transcript; a pass over words needs some.");
      case LISTENER ->
          new InvalidValueException(
              "No clip of this corpus is a turn of a conversation; a pass over listeners needs"
                  + " some.");
      case ALL -> throw new IllegalArgumentException("Bug: every clip is a whole clip.");
    };
  }
}
