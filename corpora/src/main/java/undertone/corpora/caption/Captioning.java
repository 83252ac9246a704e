package undertone.corpora.caption;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.VoterId;

/// Takes captions and keeps every revision.
@Service
@Transactional
public class Captioning {

  // Free texts first, then the structure from the whole over the regions to the summary.
  private static final Comparator<Caption> BY_PLACE =
      Comparator.comparing((Caption c) -> c.place().level())
          .thenComparing(c -> c.place().region(), Comparator.nullsFirst(Comparator.naturalOrder()));

  private final Captions captions;
  private final JdbcClient jdbc;
  private final Clock clock;
  private final ApplicationEventPublisher events;

  Captioning(Captions captions, JdbcClient jdbc, Clock clock, ApplicationEventPublisher events) {
    this.captions = captions;
    this.jdbc = jdbc;
    this.clock = clock;
    this.events = events;
  }

  /// Each voter has one caption at each place in each language.
  private record Spot(VoterId voter, Place place, String language) {
    static Spot of(Caption c) {
      return new Spot(c.voter(), c.place(), c.language());
    }
  }

  /// Writes a free text on the whole clip. The same client id again answers with the caption
  /// already written; the same words again add no revision.
  public Caption write(UUID clientId, ClipId clip, VoterId voter, String language, String text) {
    return write(clientId, clip, voter, Place.FREE, language, text);
  }

  /// Writes a caption at a place. The same client id again answers with the caption already
  /// written; the same words again add no revision.
  public Caption write(
      UUID clientId, ClipId clip, VoterId voter, Place place, String language, String text) {
    // The clip's row is the lock that keeps revisions in order.
    var corpus =
        new CorpusId(
            jdbc.sql("select corpus_id from clip where id = ? for update")
                .param(clip.value())
                .query(Long.class)
                .single());
    var known = captions.findByClientId(clientId);
    if (known.isPresent()) {
      return known.get();
    }
    var spot = new Spot(voter, place, language);
    var latest =
        captions.findByClipIdOrderByRevisionDesc(clip.value()).stream()
            .filter(c -> Spot.of(c).equals(spot))
            .findFirst();
    if (latest.isPresent() && latest.get().text().equals(text.strip())) {
      return latest.get();
    }
    events.publishEvent(new CaptionWritten(corpus, clip));
    int revision = latest.map(c -> c.revision() + 1).orElse(1);
    return captions.save(
        new Caption(
            clientId,
            corpus,
            clip,
            voter,
            place,
            language,
            revision,
            text.strip(),
            clock.instant()));
  }

  /// The newest revision of each caption of a clip; captions taken back are left out.
  @Transactional(readOnly = true)
  public List<Caption> standing(ClipId clip) {
    return standing(captions.findByClipIdOrderByRevisionDesc(clip.value()));
  }

  private static List<Caption> standing(List<Caption> newestFirst) {
    var newest = new LinkedHashMap<Spot, Caption>();
    for (var caption : newestFirst) {
      newest.putIfAbsent(Spot.of(caption), caption);
    }
    return newest.values().stream().filter(c -> !c.text().isEmpty()).sorted(BY_PLACE).toList();
  }

  /// The same of several clips; those of which nothing was written are left out.
  @Transactional(readOnly = true)
  public Map<ClipId, List<Caption>> standing(Collection<ClipId> clips) {
    var written = new HashMap<ClipId, List<Caption>>();
    if (!clips.isEmpty()) {
      captions
          .findByClipIdInOrderByRevisionDesc(clips.stream().map(ClipId::value).toList())
          .forEach(c -> written.computeIfAbsent(c.clip(), _ -> new ArrayList<>()).add(c));
    }
    written.replaceAll((_, revisions) -> standing(revisions));
    written.values().removeIf(List::isEmpty);
    return written;
  }

  /// Clips of a corpus of which something was written at or after a moment.
  @Transactional(readOnly = true)
  public Set<ClipId> writtenSince(CorpusId corpus, Instant moment) {
    return jdbc.sql("select distinct clip_id from caption where corpus_id = ? and written_at >= ?")
        .params(corpus.value(), Timestamp.from(moment))
        .query((row, _) -> new ClipId(row.getLong(1)))
        .set();
  }

  /// Every caption ever written on a clip, the newest first.
  @Transactional(readOnly = true)
  public List<Caption> ledger(ClipId clip) {
    return captions.findByClipIdOrderByRevisionDesc(clip.value()).stream()
        .sorted(Comparator.comparing(Caption::writtenAt).reversed())
        .toList();
  }
}
