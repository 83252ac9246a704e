package undertone.corpora.caption;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
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

  private final Captions captions;
  private final JdbcClient jdbc;
  private final Clock clock;

  Captioning(Captions captions, JdbcClient jdbc, Clock clock) {
    this.captions = captions;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  private record Place(VoterId voter, CaptionLevel level, String region, String language) {
    static Place of(Caption c) {
      return new Place(c.voter(), c.level(), c.region(), c.language());
    }
  }

  /// Writes a caption of the whole clip. The same client id again answers with the caption already
  /// written; the same words again add no revision.
  public Caption write(UUID clientId, ClipId clip, VoterId voter, String language, String text) {
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
    var place = new Place(voter, CaptionLevel.GLOBAL, "", language);
    var latest =
        captions.findByClipIdOrderByRevisionDesc(clip.value()).stream()
            .filter(c -> Place.of(c).equals(place))
            .findFirst();
    if (latest.isPresent() && latest.get().text().equals(text.strip())) {
      return latest.get();
    }
    int revision = latest.map(c -> c.revision() + 1).orElse(1);
    return captions.save(
        new Caption(
            clientId, corpus, clip, voter, language, revision, text.strip(), clock.instant()));
  }

  /// The newest revision of each caption of a clip; captions taken back are left out.
  @Transactional(readOnly = true)
  public List<Caption> standing(ClipId clip) {
    var newest = new LinkedHashMap<Place, Caption>();
    for (var caption : captions.findByClipIdOrderByRevisionDesc(clip.value())) {
      newest.putIfAbsent(Place.of(caption), caption);
    }
    return newest.values().stream().filter(c -> !c.text().isEmpty()).toList();
  }
}
