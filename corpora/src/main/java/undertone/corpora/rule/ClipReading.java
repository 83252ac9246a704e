package undertone.corpora.rule;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.ClipId;
import undertone.corpora.caption.Caption;
import undertone.corpora.caption.Captioning;
import undertone.corpora.clip.Clip;
import undertone.corpora.track.FrameTracks;

/// Reads of clips what rules ask for, and nothing else.
@Service
@Transactional(readOnly = true)
public class ClipReading {
  private final Captioning captioning;
  private final FrameTracks tracks;

  ClipReading(Captioning captioning, FrameTracks tracks) {
    this.captioning = captioning;
    this.tracks = tracks;
  }

  /// @param rules that are to read the clips
  public Map<ClipId, ClipFacts> of(List<Clip> clips, Collection<Rule> rules) {
    var captions =
        asks(rules, Reads.CAPTION)
            ? captioning.standing(clips.stream().map(Clip::id).toList())
            : Map.<ClipId, List<Caption>>of();
    boolean faces = asks(rules, Reads.UNITS);
    boolean columns = asks(rules, Reads.COLUMN);
    var facts = new HashMap<ClipId, ClipFacts>();
    for (var clip : clips) {
      facts.put(
          clip.id(),
          new ClipFacts(
              clip.text().orElse(""),
              captions.getOrDefault(clip.id(), List.of()).stream().map(Caption::text).toList(),
              faces ? tracks.of(clip.id()) : List.of(),
              columns ? columns(clip) : Map.of()));
    }
    return facts;
  }

  private static boolean asks(Collection<Rule> rules, Reads reads) {
    return rules.stream().anyMatch(rule -> rule.reads() == reads);
  }

  private static Map<String, String> columns(Clip clip) {
    var columns = new HashMap<String, String>();
    clip.metadata()
        .map(JsonMapper.shared()::readTree)
        .ifPresent(row ->
            row.propertyStream()
                .forEach(column -> columns.put(column.getKey(), column.getValue().asString(""))));
    return columns;
  }
}
