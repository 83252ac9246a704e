package undertone.annotator.jobs;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.Clip;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.Decision;
import undertone.corpora.decision.SettledParts;
import undertone.corpora.track.FrameTrack;
import undertone.corpora.track.Measure;
import undertone.engine.recognition.RatedLesson;

/// How whole clips feel, as far as a corpus knows: of each dimension what a curator settled, else
/// the mean of what people rated, else the mean of what was traced or followed along the clip.
final class WholeRatings {
  private final Curation curation;
  private final TrackTeachers teachers;

  WholeRatings(Curation curation, TrackTeachers teachers) {
    this.curation = curation;
    this.teachers = teachers;
  }

  /// Where a number comes from.
  enum Source {
    SETTLED,
    RATED,
    FOLLOWED
  }

  /// What is known.
  ///
  /// @param clips valence, arousal or both of each, -1..1
  /// @param from numbers by where they come from
  record Known(Map<ClipId, Map<Measure, Double>> clips, Map<Source, Integer> from) {}

  /// @param teacher whose tracks count where people traced nothing; null = nobody's
  Known known(CorpusId corpus, List<Clip> clips, TrackTeachers.@Nullable Teacher teacher) {
    return known(corpus, clips, teacher, RatedLesson.DIMENSIONS);
  }

  /// @param dimensions those that are asked for
  Known known(
      CorpusId corpus,
      List<Clip> clips,
      TrackTeachers.@Nullable Teacher teacher,
      List<Measure> dimensions) {
    var rated = teachers.rated(corpus, clips.stream().map(Clip::id).toList());
    var tracks = teachers.known(corpus, teacher);
    var known = new HashMap<ClipId, Map<Measure, Double>>();
    var from = new EnumMap<Source, Integer>(Source.class);
    for (var clip : clips) {
      var settled = clip.decidedLabel().isEmpty() ? Map.<Measure, Double>of() : settled(clip.id());
      var means = rated.getOrDefault(clip.id(), Map.of());
      var followed = tracks.getOrDefault(clip.id(), List.of());
      var numbers = new HashMap<Measure, Double>();
      for (var measure : dimensions) {
        if (settled.containsKey(measure)) {
          numbers.put(measure, settled.get(measure));
          from.merge(Source.SETTLED, 1, Integer::sum);
        } else if (means.containsKey(measure)) {
          numbers.put(measure, means.get(measure));
          from.merge(Source.RATED, 1, Integer::sum);
        } else {
          mean(followed, measure)
              .ifPresent(mean -> {
                numbers.put(measure, mean);
                from.merge(Source.FOLLOWED, 1, Integer::sum);
              });
        }
      }
      if (!numbers.isEmpty()) {
        known.put(clip.id(), numbers);
      }
    }
    return new Known(known, from);
  }

  private Map<Measure, Double> settled(ClipId clip) {
    var settled = new HashMap<Measure, Double>();
    curation
        .standing(clip)
        .map(Decision::parts)
        .flatMap(parts -> Optional.ofNullable(parts.rating()))
        .map(SettledParts.TakenRating::rating)
        .ifPresent(rating -> {
          if (rating.valence() != null) {
            settled.put(Measure.VALENCE, rating.valence());
          }
          if (rating.arousal() != null) {
            settled.put(Measure.AROUSAL, rating.arousal());
          }
        });
    return settled;
  }

  private static OptionalDouble mean(List<FrameTrack> tracks, Measure measure) {
    double sum = 0;
    int count = 0;
    for (var track : tracks) {
      for (int i = 0; track.measure().equals(measure) && i < track.size(); i++) {
        if (!Float.isNaN(track.value(i))) {
          sum += track.value(i);
          count++;
        }
      }
    }
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / count);
  }
}
