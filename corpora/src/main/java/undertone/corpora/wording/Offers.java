package undertone.corpora.wording;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.VoterId;
import undertone.corpora.caption.CaptionLevel;
import undertone.corpora.caption.Place;
import undertone.corpora.caption.Region;

/// Keeps which wordings were offered to whom, after what words of their own, and what became of
/// them. Nothing here writes a caption.
@Service
@Transactional
public class Offers {

  private final JdbcClient jdbc;
  private final Clock clock;

  Offers(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /// Offers wordings to a voter. What was offered to them on this clip before is not offered as
  /// new: it keeps its number, and comes back only while it is open.
  ///
  /// @param model id of the embedding that found them
  /// @param draft what the voter has written of the clip so far
  /// @return those that are open, in the order given
  public List<Offer> offer(
      CorpusId corpus,
      ClipId clip,
      VoterId voter,
      String model,
      String draft,
      List<NewOffer> offered) {
    // The clip's row keeps two requests of one voter apart.
    jdbc.sql("select id from clip where id = ? for update")
        .param(clip.value())
        .query(Long.class)
        .single();
    var known = places(of(clip, voter)).keySet();
    var now = Timestamp.from(clock.instant());
    for (var one : offered) {
      if (!known.contains(new Spot(one.caption(), one.place()))) {
        jdbc.sql(
                """
                insert into wording_offer (id, corpus_id, clip_id, voter_id, caption_id, level,
                  region, language, content, model, offered_rank, draft, offered_at, outcome)
                values (nextval('row_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN')
                """)
            .params(
                corpus.value(),
                clip.value(),
                voter.value(),
                one.caption(),
                one.place().level().name(),
                one.place().regionWord(),
                one.language(),
                one.text(),
                model,
                one.rank(),
                draft,
                now)
            .update();
      }
    }
    var kept = places(of(clip, voter));
    return offered.stream()
        .map(one -> kept.get(new Spot(one.caption(), one.place())))
        .filter(offer -> offer != null && offer.outcome() == Outcome.OPEN)
        .toList();
  }

  /// Each text of a caption is offered once to a voter on a clip.
  private record Spot(long caption, Place place) {}

  private static Map<Spot, Offer> places(List<Offer> offers) {
    return offers.stream()
        .collect(Collectors.toMap(o -> new Spot(o.caption(), o.place()), Function.identity()));
  }

  /// Everything that was offered to a voter on a clip, oldest first.
  @Transactional(readOnly = true)
  public List<Offer> of(ClipId clip, VoterId voter) {
    return jdbc.sql("select * from wording_offer where clip_id = ? and voter_id = ? order by id")
        .params(clip.value(), voter.value())
        .query((row, _) -> read(row))
        .list();
  }

  /// Keeps what a voter made of an offer, judged by the words they keep. Said again, the last word
  /// counts.
  ///
  /// @param taken whether they took it; else they rejected it
  /// @param words what they have written of the clip now
  /// @throws InvalidValueException if it was not offered to them on this clip
  public void settle(
      long offer, ClipId clip, VoterId voter, boolean taken, Collection<String> words) {
    var offered =
        of(clip, voter).stream()
            .filter(o -> o.id() == offer)
            .findFirst()
            .orElseThrow(() ->
                new InvalidValueException("No wording of number %s was offered here.", offer));
    var outcome = Outcome.REJECTED;
    if (taken) {
      boolean unchanged = words.stream().anyMatch(w -> plain(w).contains(plain(offered.text())));
      outcome = unchanged ? Outcome.TAKEN : Outcome.EDITED;
    }
    jdbc.sql("update wording_offer set outcome = ?, settled_at = ? where id = ?")
        .params(outcome.name(), Timestamp.from(clock.instant()), offer)
        .update();
  }

  /// How many offers of a corpus came to what.
  @Transactional(readOnly = true)
  public Map<Outcome, Long> outcomes(CorpusId corpus) {
    var counts = new EnumMap<Outcome, Long>(Outcome.class);
    jdbc.sql("select outcome, count(*) from wording_offer where corpus_id = ? group by outcome")
        .param(corpus.value())
        .query((row, _) -> Map.entry(Outcome.valueOf(row.getString(1)), row.getLong(2)))
        .list()
        .forEach(e -> counts.put(e.getKey(), e.getValue()));
    return counts;
  }

  /// Capitals, spaces and the full stop at the end are no edit.
  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[\\s\\p{Z}]+", " ")
        .strip()
        .replaceAll("[.。]$", "");
  }

  private static Offer read(ResultSet row) throws SQLException {
    var region = row.getString("region");
    return new Offer(
        row.getLong("id"),
        new ClipId(row.getLong("clip_id")),
        new VoterId(row.getLong("voter_id")),
        row.getLong("caption_id"),
        new Place(
            CaptionLevel.valueOf(row.getString("level")),
            region.isEmpty() ? null : Region.valueOf(region)),
        row.getString("language"),
        row.getString("content"),
        row.getString("model"),
        row.getInt("offered_rank"),
        Outcome.valueOf(row.getString("outcome")));
  }
}
