package undertone.exports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.corpora.Meaning;
import undertone.corpora.challenge.ClipNames;
import undertone.corpora.challenge.LabelTable;
import undertone.corpora.challenge.MerClass;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.challenge.OpenSetTable;
import undertone.corpora.challenge.Preference;
import undertone.corpora.challenge.PreferenceTable;
import undertone.corpora.challenge.Reasons;
import undertone.corpora.challenge.Transcripts;
import undertone.corpora.preference.Pair;
import undertone.corpora.scheme.OpenWord;
import undertone.corpora.trace.Axis;

/// Writes the files of a challenge from the lines of a release: labels, open sets or preferences,
/// and what is said in clips and of them.
final class MerFiles {

  static final String FOLDER = "mer";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path folder;
  private final MerExport order;
  private final String language;

  private final Map<String, String> clipOfName = new HashMap<>();
  private final List<LabelTable.Row> labels = new ArrayList<>();
  private final List<OpenSetTable.Row> sets = new ArrayList<>();
  private final List<PreferenceTable.Row> pairs = new ArrayList<>();
  private final SequencedMap<String, String> sentences = new LinkedHashMap<>();
  private final SequencedMap<String, String> reasons = new LinkedHashMap<>();
  private final Map<String, Long> leftOut = new TreeMap<>();
  private long unlabelled;
  private long withoutValence;

  /// @param folder of the release
  /// @param order with a word for every label that has one
  /// @param language whose captions become reasons
  MerFiles(Path folder, MerExport order, String language) {
    this.folder = folder.resolve(FOLDER);
    this.order = order;
    this.language = language;
  }

  /// @throws ReleaseException if two clips would bear the same name, or a label's word cannot stand
  ///   in an open set
  Manifest.MerEntry write(ReleaseFiles.Lines lines) throws IOException {
    lines.each(content -> take(JSON.readValue(content, ReleasedClip.class)));
    Files.createDirectories(folder);
    int clips = table(folder.resolve(fileName(order.track())));
    if (!sentences.isEmpty()) {
      Transcripts.write(folder.resolve("transcription.csv"), sentences);
    }
    if (!reasons.isEmpty()) {
      Reasons.write(folder.resolve("reasons.csv"), reasons);
    }
    return new Manifest.MerEntry(
        order.track().code(),
        Objects.requireNonNull(order.words(), "Bug: labels without their words"),
        clips,
        unlabelled,
        leftOut,
        withoutValence);
  }

  /// @return how many clips, or pairs of descriptions, it holds
  private int table(Path file) throws IOException {
    return switch (order.track().answer()) {
      case CLASS, CLASS_AND_VALENCE -> {
        LabelTable.write(file, labels);
        yield labels.size();
      }
      case OPEN_SET -> {
        if (order.track() == MerTrack.MER2024_OV) {
          OpenSetTable.writeCsv(file, sets);
        } else {
          OpenSetTable.writeNpz(file, sets);
        }
        yield sets.size();
      }
      case PREFERENCE -> {
        PreferenceTable.writeCsv(file, pairs);
        yield pairs.size();
      }
    };
  }

  /// As the organisers ask, where they do.
  private static String fileName(MerTrack track) {
    if (track.answer() == MerTrack.Answer.OPEN_SET) {
      return track == MerTrack.MER2024_OV ? "openset.csv" : "labels-openset.npz";
    }
    if (track.answer() == MerTrack.Answer.PREFERENCE) {
      return "preferences.csv";
    }
    return track.fileName().isEmpty() ? "labels.csv" : track.fileName();
  }

  private void take(ReleasedClip clip) {
    var name = ClipNames.of(clip.clip());
    var earlier = clipOfName.putIfAbsent(name, clip.clip());
    if (earlier != null) {
      throw new ReleaseException(
          "In the files for MER the clips %s and %s would both be called %s; rename one, or release"
              + " a split without it.",
          earlier, clip.clip(), name);
    }
    switch (order.track().answer()) {
      case CLASS, CLASS_AND_VALENCE -> label(name, clip);
      case OPEN_SET -> set(name, clip);
      case PREFERENCE -> pairs(name, clip);
    }
    var text = clip.text();
    if (text != null && !text.isBlank()) {
      sentences.put(name, text);
    }
    clip.captionIn(language).ifPresent(said -> reasons.put(name, said));
  }

  private void label(String name, ReleasedClip clip) {
    var label = clip.label();
    if (label == null) {
      unlabelled++;
      return;
    }
    var word = order.word(label);
    if (word == null) {
      leftOut.merge(label, 1L, Long::sum);
      return;
    }
    var valence = order.track().takesValence() ? valence(clip) : null;
    if (valence == null && order.track().answer() == MerTrack.Answer.CLASS_AND_VALENCE) {
      withoutValence++;
    }
    labels.add(
        new LabelTable.Row(labels.size() + 1L, name, MerClass.of(word).orElseThrow(), valence));
  }

  private void set(String name, ReleasedClip clip) {
    var words = new TreeSet<String>(); // a set has no order, and a release one form
    var held = held(clip);
    for (var label : held) {
      var word = OpenWord.is(label) ? OpenWord.ofCandidate(label).word() : order.word(label);
      if (word == null) {
        leftOut.merge(label, 1L, Long::sum);
      } else {
        words.add(word);
      }
    }
    if (held.isEmpty()) {
      unlabelled++;
    } else if (!words.isEmpty()) {
      sets.add(new OpenSetTable.Row(sets.size() + 1L, name, List.copyOf(words)));
    }
  }

  /// Each pair once, with what most voters prefer; "same" where none is preferred most often.
  private void pairs(String name, ReleasedClip clip) {
    var said = clip.preferences();
    if (said == null || said.isEmpty()) {
      unlabelled++;
      return;
    }
    var byPair = new LinkedHashMap<Pair, Map<Preference, Integer>>();
    for (var one : said) {
      byPair
          .computeIfAbsent(new Pair(one.a1(), one.a2()), _ -> new EnumMap<>(Preference.class))
          .merge(Preference.of(one.preference()).orElseThrow(), 1, Integer::sum);
    }
    byPair.forEach((pair, votes) ->
        pairs.add(
            new PreferenceTable.Row(pairs.size() + 1L, name, pair.a1(), pair.a2(), most(votes))));
  }

  private static Preference most(Map<Preference, Integer> votes) {
    int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    var preferred =
        votes.entrySet().stream().filter(e -> e.getValue() == most).map(Map.Entry::getKey).toList();
    return preferred.size() == 1 ? preferred.getFirst() : Preference.SAME;
  }

  /// What is true of a clip: what a curator settled; else every label of a blend, and the first of
  /// those between which a voter could not choose. Words of a voter's own stand as they were said.
  private static List<String> held(ReleasedClip clip) {
    var label = clip.label();
    if (clip.labelSource() != LabelSource.MAJORITY) {
      return label == null ? List.of() : List.of(label);
    }
    return clip.lineage().votes().stream()
        .flatMap(vote ->
            vote.meaning().equals(Meaning.ALL_OF.name())
                ? said(vote).stream()
                : said(vote).stream().limit(1))
        .distinct()
        .toList();
  }

  private static List<String> said(ReleasedClip.ReleasedVote vote) {
    var said = vote.said();
    return said == null ? vote.candidates() : said;
  }

  /// What a curator settled of the whole clip, else the mean of the traces they settled, else of
  /// how voters rate the whole clip, or followed it where they did not; -5..5.
  private static @Nullable Double valence(ReleasedClip clip) {
    var rating = clip.settledRating();
    if (rating != null && rating.valence() != null) {
      return scaled(rating.valence());
    }
    var curator = clip.lineage().curator();
    var settled =
        curator == null || curator.parts() == null
            ? List.<ReleasedClip.ReleasedTrace>of()
            : curator.parts().traces().stream().map(ReleasedClip.SettledTrace::trace).toList();
    var means = means(settled.stream(), clip);
    if (means.isEmpty()) {
      means = clip.lineage().votes().stream().flatMap(v -> felt(v, clip).stream()).toList();
    }
    var mean = means.stream().mapToDouble(Double::doubleValue).average();
    return mean.isEmpty() ? null : (Double) scaled(mean.getAsDouble());
  }

  private static double scaled(double valence) {
    return Math.round(valence * LabelTable.MOST_VALENCE * 1e4) / 1e4;
  }

  private static List<Double> felt(ReleasedClip.ReleasedVote vote, ReleasedClip clip) {
    var rated = vote.valence();
    return rated == null ? means(vote.traces().stream(), clip) : List.of(rated);
  }

  private static List<Double> means(Stream<ReleasedClip.ReleasedTrace> traces, ReleasedClip clip) {
    return traces
        .filter(trace -> trace.axis().equals(Axis.VALENCE.name()))
        .map(ReleasedClip.ReleasedTrace::events)
        .filter(events -> events != null && !events.isEmpty())
        .map(events -> mean(Objects.requireNonNull(events), clip.durationSeconds()))
        .toList();
  }

  /// The mean from the first event on: each value holds until the next, the last to the end.
  private static double mean(List<List<Double>> events, @Nullable Double durationSeconds) {
    double last = events.getLast().getFirst();
    double end = durationSeconds == null ? last : Math.max(last, durationSeconds);
    double length = end - events.getFirst().getFirst();
    if (length <= 0) {
      return events.getLast().getLast();
    }
    double area = 0;
    for (int i = 0; i < events.size(); i++) {
      double until = i + 1 < events.size() ? events.get(i + 1).getFirst() : end;
      area += events.get(i).getLast() * (until - events.get(i).getFirst());
    }
    return area / length;
  }
}
