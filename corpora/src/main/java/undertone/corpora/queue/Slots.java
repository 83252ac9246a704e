package undertone.corpora.queue;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import undertone.corpora.ClipId;
import undertone.corpora.Cue;

/// How many more annotators a clip takes in a pass. All of it happens under the clip's row lock.
@Component
class Slots {

  private final JdbcClient jdbc;

  Slots(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Locks a clip, or moves on if somebody else has it.
  ///
  /// @param overlap of a pass that stands apart; whole clips count their slots themselves
  /// @return whether the clip is locked and has a slot
  // One query for whole clips: hundreds who ask at once all want the first clips of the corpus, and
  // each moment that a clip stays locked sends the others on a longer search.
  boolean lockIfOpen(ClipId clip, Cue cue, int overlap) {
    if (cue.apart()) {
      return lockIfFree(clip) && open(clip, cue, overlap);
    }
    return jdbc.sql("select open_slots from clip where id = ? for update skip locked")
        .param(clip.value())
        .query(Integer.class)
        .optional()
        .filter(slots -> slots > 0)
        .isPresent();
  }

  /// Locks a clip, unless somebody else has it.
  boolean lockIfFree(ClipId clip) {
    return jdbc.sql("select id from clip where id = ? for update skip locked")
        .param(clip.value())
        .query(Long.class)
        .optional()
        .isPresent();
  }

  /// Waits for a clip's lock.
  void lock(ClipId clip) {
    jdbc.sql("select id from clip where id = ? for update")
        .param(clip.value())
        .query(Long.class)
        .optional();
  }

  void take(ClipId clip, Cue cue, int slots) {
    if (slots == 0) {
      return;
    }
    if (!cue.apart()) {
      jdbc.sql(
              "update clip set open_slots = open_slots - :slots, wanted = (open_slots - :slots > 0)"
                  + " where id = :id")
          .param("slots", slots)
          .param("id", clip.value())
          .update();
      return;
    }
    int known =
        jdbc.sql("update pass_count set taken = taken + ? where clip_id = ? and cue = ?")
            .params(slots, clip.value(), cue.name())
            .update();
    if (known == 0) {
      jdbc.sql("insert into pass_count (clip_id, cue, taken) values (?, ?, ?)")
          .params(clip.value(), cue.name(), slots)
          .update();
    }
  }

  /// Whether a clip has a slot in a pass.
  boolean open(ClipId clip, Cue cue, int overlap) {
    if (!cue.apart()) {
      return jdbc.sql("select open_slots from clip where id = ?")
              .param(clip.value())
              .query(Integer.class)
              .single()
          > 0;
    }
    return jdbc.sql("select taken from pass_count where clip_id = ? and cue = ?")
            .params(clip.value(), cue.name())
            .query(Integer.class)
            .optional()
            .orElse(0)
        < overlap;
  }
}
