package undertone.corpora.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import undertone.corpora.ClipId;
import undertone.corpora.Cue;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.CueSql;

/// Which clips an annotator may be handed in a pass.
///
/// Whoever has seen the whole clip cannot judge one of its cues alone any more, so single cues come
/// before it; and between any two passes of one clip lies a day, so that the first is not still in
/// mind.
@Component
class OpenClips {

  private final JdbcClient jdbc;

  OpenClips(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  record Candidate(ClipId clip, long position, boolean distressing) {
    static Candidate read(ResultSet row, int number) throws SQLException {
      return new Candidate(new ClipId(row.getLong(1)), row.getLong(2), row.getBoolean(3));
    }
  }

  /// Clips with a slot, in the order of the corpus.
  ///
  /// @param after position to begin behind
  /// @param upTo last position
  // Whole clips are ordered by every column of an index, clip_queue or clip_calm, without which H2
  // would sort the whole corpus for each clip it hands out.
  List<Candidate> page(Asking asking, long after, long upTo, int most) {
    var order =
        asking.cue().apart()
            ? ""
            : asking.calm() ? "c.wanted, c.state, c.distressing, " : "c.wanted, c.state, ";
    return jdbc.sql(
            "select c.id, c.position, c.distressing from clip c where c.corpus_id = :corpus and"
                + " c.state = 'READY' and c.position > :after and c.position <= :upTo and "
                + open(asking.plan(), asking.cue())
                + " and "
                + bearable(asking)
                + free(asking.cue(), asking.fresh())
                + " order by c.corpus_id, "
                + order
                + "c.position limit :most")
        .params(parameters(asking, Map.of("after", after, "upTo", upTo, "most", most)))
        .query(Candidate::read)
        .list();
  }

  /// Clips that were sent to the front and have a slot, those sent last first.
  List<Candidate> called(Asking asking, int most) {
    return jdbc.sql(
            "select c.id, c.position, c.distressing from clip_call k join clip c on c.id = k.clip_id"
                + " where k.corpus_id = :corpus and c.state = 'READY' and "
                + open(asking.plan(), asking.cue())
                + " and "
                + bearable(asking)
                + free(asking.cue(), asking.fresh())
                + " order by k.called_at desc, c.position limit :most")
        .params(parameters(asking, Map.of("most", most)))
        .query(Candidate::read)
        .list();
  }

  /// Whether a clip is still one the annotator may be handed, asked again under its lock.
  boolean allows(Asking asking, ClipId clip) {
    return jdbc.sql(
                "select count(*) from clip c where c.corpus_id = :corpus and c.id = :clip and "
                    + free(asking.cue(), asking.fresh()))
            .params(parameters(asking, Map.of("clip", clip.value())))
            .query(Long.class)
            .single()
        > 0;
  }

  /// Gold clips of the plan's pool that the annotator was never handed in this pass, in a fixed
  /// order. Gold says nothing of who listens.
  List<Candidate> gold(Asking asking) {
    if (asking.cue() == Cue.LISTENER) {
      return List.of();
    }
    var split = asking.plan().goldSplit();
    return jdbc.sql(
            "select c.id, c.position, c.distressing from gold_label g join clip c on c.id = g.clip_id where g.corpus_id ="
                + " :corpus and c.state = 'READY' and "
                + CueSql.ready(asking.cue())
                + (split == null ? "" : " and c.split = :split")
                + " and not exists (select 1 from lease l where l.clip_id = c.id and l.voter_id ="
                + " :voter and l.cue = '"
                + asking.cue()
                + "') and "
                + bearable(asking)
                + free(asking.cue(), asking.fresh())
                + " order by c.id")
        .params(parameters(asking, split == null ? Map.of() : Map.of("split", split)))
        .query(Candidate::read)
        .list();
  }

  long lastPosition(Asking asking) {
    return jdbc.sql("select coalesce(max(position), 0) from clip where corpus_id = ?")
        .param(asking.corpus().value())
        .query(Long.class)
        .single();
  }

  /// How many clips could still be handed to an annotator, in whichever pass.
  ///
  /// A gold clip that nobody else wants lowers the number too, as if it had waited: from the number
  /// nobody is to tell which clip was gold.
  long count(Asking asking) {
    var plan = asking.plan();
    var waiting =
        plan.passes().stream()
            .map(cue ->
                "select c.id from clip c where c.corpus_id = :corpus and c.state = 'READY' and "
                    + open(plan, cue)
                    + " and "
                    + bearable(asking)
                    + free(cue, false))
            .collect(Collectors.joining(" union "));
    long clips =
        jdbc.sql("select count(*) from (" + waiting + ") w")
            .params(parameters(asking, Map.of()))
            .query(Long.class)
            .single();
    return Math.max(0, clips - goldBesides(asking));
  }

  /// Of some clips, those of which a single cue is still to be judged by the annotator: handed to
  /// them now, or open for them now or on another day.
  List<ClipId> stillByCue(Asking asking, Collection<ClipId> among) {
    var plan = asking.plan();
    var still =
        plan.singleCues().stream()
            .map(cue -> stillByCue(plan, cue))
            .collect(Collectors.joining(" or "));
    return jdbc.sql(
            "select c.id from clip c where c.corpus_id = :corpus and c.state = 'READY' and c.id in"
                + " (:among) and ("
                + still
                + ")")
        .params(parameters(asking, Map.of("among", among.stream().map(ClipId::value).toList())))
        .query((row, _) -> new ClipId(row.getLong(1)))
        .list();
  }

  private static String stillByCue(AnnotationPlan plan, Cue cue) {
    return """
    exists (select 1 from lease l where l.clip_id = c.id and l.voter_id = :voter
      and l.cue = '%1$s' and l.state = 'OPEN')
    or (%2$s and not exists (select 1 from lease l where l.clip_id = c.id
      and l.voter_id = :voter and (l.cue in ('ALL', 'LISTENER') or l.cue = '%1$s' and l.state <> 'EXPIRED')))\
    """
        .formatted(cue, open(plan, cue));
  }

  private long goldBesides(Asking asking) {
    var open =
        asking.plan().passes().stream()
            .map(cue -> open(asking.plan(), cue))
            .collect(Collectors.joining(" or "));
    return jdbc.sql(
            "select count(*) from lease g join clip c on c.id = g.clip_id where g.voter_id = :voter"
                + " and g.corpus_id = :corpus and g.gold = true and g.state <> 'EXPIRED' and not ("
                + open
                + ")")
        .params(parameters(asking, Map.of()))
        .query(Long.class)
        .single();
  }

  /// Whether a clip has a slot in a pass.
  private static String open(AnnotationPlan plan, Cue cue) {
    return cue.apart()
        ? "("
            + CueSql.ready(cue)
            + " and not exists (select 1 from pass_count p where p.clip_id = c.id and p.cue = '"
            + cue
            + "' and p.taken >= "
            + plan.overlap(cue)
            + "))"
        : "c.wanted = true";
  }

  private static String bearable(Asking asking) {
    return asking.calm() ? "c.distressing = false and " : "";
  }

  /// Whether the annotator may have a clip in a pass, for all they had of it before. What is shown
  /// as an example of a label is nothing to ask about.
  private static String free(Cue cue, boolean fresh) {
    var seenOtherwise =
        fresh
            ? "true"
            : "(l.state = 'OPEN' or l.touched_at > :dayAgo"
                + (cue.single() ? " or l.cue in ('ALL', 'LISTENER'))" : ")");
    // Two questions rather than one with "or": each finds its lease by the key at once.
    return """
    not exists (select 1 from lease l where l.clip_id = c.id and l.voter_id = :voter
      and l.cue = '%1$s' and l.state <> 'EXPIRED')
    and not exists (select 1 from lease l where l.clip_id = c.id and l.voter_id = :voter
      and l.cue <> '%1$s' and %2$s)
    and not exists (select 1 from label_example e where e.clip_id = c.id)\
    """
        .formatted(cue, seenOtherwise);
  }

  private static Map<String, Object> parameters(Asking asking, Map<String, Object> more) {
    var all = new LinkedHashMap<>(more);
    all.put("corpus", asking.corpus().value());
    all.put("voter", asking.voter().value());
    all.put("dayAgo", asking.dayAgo().atOffset(ZoneOffset.UTC));
    return all;
  }
}
