package undertone.annotator.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.Clip;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.media.MediaStore;
import undertone.engine.contract.FeatureSet;
import undertone.engine.contract.ModalityCard;
import undertone.engine.features.Extractors;
import undertone.engine.features.FaceDescription;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureExtractor;
import undertone.engine.features.FeatureProgress;
import undertone.engine.frames.StreamedClips;
import undertone.engine.multimodal.DescribedClips;
import undertone.engine.multimodal.OwnFeatures;
import undertone.engine.multimodal.Source;
import undertone.models.hosting.FeatureModel;

/// Finds out what is known of clips of a corpus in text, sound and picture: by the product's own
/// extractors, or from sets of features that were brought.
final class ClipDescriber {
  private static final String TEXT = "text";

  private final MediaStore media;
  private final OwnFeatures own;
  private final BroughtFeatures brought;
  private final Map<String, Opened> opened = new HashMap<>();

  /// A set, and its rows by the names of clips.
  private record Opened(FeatureSet set, Map<String, ClipRow> rows) {}

  ClipDescriber(CorpusId corpus, Extractors extractors, MediaStore media, HomeFolder home) {
    this(
        corpus,
        extractors.with(FaceDescription.ALIGNED),
        new FeatureCache(home.features()),
        media,
        home);
  }

  /// @param extractors those that models on features are shown clips by
  ClipDescriber(
      CorpusId corpus,
      List<FeatureExtractor> extractors,
      FeatureCache cache,
      MediaStore media,
      HomeFolder home) {
    this.media = media;
    own = new OwnFeatures(extractors, cache, CorpusNumbers.THREADS);
    brought = BroughtFeatures.of(home, corpus);
  }

  /// Where the numbers of each modality come from; a modality of which the own extractors have
  /// nothing to say is left out.
  ///
  /// @throws InvalidValueException if a set is not there, or nothing is known of any clip
  /// @throws java.util.concurrent.CancellationException if the progress asks to stop
  List<Source> sources(FeatureChoice choice, List<Clip> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    var chosen = choice.byModality();
    var ownOnes = new HashMap<String, Source>();
    var asked = new HashSet<String>();
    chosen.forEach((modality, word) -> {
      if (word.equals(FeatureChoice.OWN)) {
        asked.add(modality);
      }
    });
    for (var source : asked.isEmpty() ? List.<Source>of() : own(clips, asked, progress)) {
      ownOnes.put(source.card().name(), source);
    }
    var sources = new ArrayList<Source>();
    for (var entry : chosen.entrySet()) {
      var source = ownOnes.get(entry.getKey());
      if (source != null) {
        sources.add(source);
      } else if (!asked.contains(entry.getKey()) && !entry.getValue().equals(FeatureChoice.NONE)) {
        var set = brought.require(entry.getValue(), entry.getKey());
        sources.add(new Source(set.card().modality(entry.getKey()), entry.getValue()));
      }
    }
    if (sources.isEmpty()) {
      throw new InvalidValueException(
          "Nothing that was chosen is known of any clip of this corpus; choose other features.");
    }
    return sources;
  }

  private List<Source> own(List<Clip> clips, Set<String> asked, FeatureProgress progress)
      throws IOException, InterruptedException {
    return own.choose(clips.stream().map(this::seen).toList(), asked, progress);
  }

  private OwnFeatures.Seen seen(Clip clip) {
    return new OwnFeatures.Seen(ClipSources.of(clip, media), clip.durationMicros().orElse(0L));
  }

  /// What is known of clips, by their ids.
  ///
  /// @throws java.util.concurrent.CancellationException if the progress asks to stop
  DescribedClips describe(
      List<Source> sources, FeatureModel.Reads reads, List<Clip> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    var described = new DescribedClips(sources);
    own.read(clips.stream().map(this::seen).toList(), reads, described, progress);
    for (int s = 0; s < sources.size(); s++) {
      if (!sources.get(s).own()) {
        var opened = opened(sources.get(s));
        mustBeTheSame(opened, sources.get(s));
        for (var clip : clips) {
          put(described, s, opened, sources.get(s).card(), clip);
        }
      }
    }
    return described;
  }

  /// What is known of clips in the course of time, by their ids. Words are one vector, which is
  /// said of the whole clip: nobody knows when each is spoken.
  ///
  /// @throws java.util.concurrent.CancellationException if the progress asks to stop
  StreamedClips streams(List<Source> sources, List<Clip> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    var words = sources.stream().filter(source -> source.card().name().equals(TEXT)).toList();
    var others = sources.stream().filter(source -> !words.contains(source)).toList();
    var said = describe(words, FeatureModel.Reads.TURNS, clips, TurnVoter.asking(progress));
    var seen = describe(others, FeatureModel.Reads.STEPS, clips, progress);
    var micros = new HashMap<String, Long>();
    for (var clip : clips) {
      long lasts = clip.durationMicros().orElse(0L);
      if (lasts > 0) {
        micros.put(clip.id().toString(), lasts);
      }
    }
    return new StreamedClips(DescribedClips.together(sources, List.of(said, seen)), micros);
  }

  private static void mustBeTheSame(Opened opened, Source source) {
    if (!opened.set.card().modality(source.card().name()).equals(source.card())) {
      throw new InvalidValueException(
          "The features \"%s\" were brought anew and differ from those the model learned from; let"
              + " it learn again.",
          source.set());
    }
  }

  private static void put(
      DescribedClips described, int source, Opened opened, ModalityCard modality, Clip clip)
      throws IOException {
    var row = opened.rows.get(clip.name());
    if (row != null) {
      opened
          .set
          .steps(row, modality)
          .ifPresent(steps -> described.put(source, clip.id().toString(), steps));
    }
  }

  private Opened opened(Source source) throws IOException {
    var known = opened.get(source.set());
    if (known != null) {
      return known;
    }
    var set = brought.require(source.set(), source.card().name());
    var rows = new HashMap<String, ClipRow>();
    set.clips().forEach(row -> rows.put(row.name(), row));
    var made = new Opened(set, rows);
    opened.put(source.set(), made);
    return made;
  }
}
