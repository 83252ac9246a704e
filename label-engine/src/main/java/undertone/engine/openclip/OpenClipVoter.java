package undertone.engine.openclip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.engine.captions.PromptBook;
import undertone.engine.captions.PromptJudge;
import undertone.engine.captions.ZeroShotLabels;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipNumbers;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.recognition.SensesReader;
import undertone.engine.voters.VotingModel;

/// A CLIP network as a voter: it holds the face of a clip against prompts of each label, both read
/// by its own halves. No clip needs to have been labelled. How its sets are made, [PromptJudge]
/// says.
///
/// Source: Radford et al. 2021, *CLIP*, sec. 3.1.4 (prompt ensembling).
public final class OpenClipVoter implements VotingModel {
  /// Settled clips it looks at beforehand at most, to be calibrated by.
  public static final int MOST_TRUTHS = 2000;

  private static final int THREADS = 2; // one decodes while the other computes

  private final OpenClipFeatures faces;
  private final ClipFeatures features;
  private final SensesReader senses;
  private final ZeroShotLabels prompts;
  private final Map<ClipSource, String> settled;
  private @Nullable PromptJudge judge; // null = settled clips were not looked at yet

  private OpenClipVoter(
      OpenClipFeatures faces,
      ClipFeatures features,
      SensesReader senses,
      ZeroShotLabels prompts,
      Map<ClipSource, String> settled) {
    this.faces = faces;
    this.features = features;
    this.senses = senses;
    this.prompts = prompts;
    this.settled = Map.copyOf(settled);
  }

  /// @param name under which it votes
  /// @param weights as they were brought in
  /// @param words by which prompts speak of the labels of a scheme, by id and in the scheme's order
  /// @param senses closed with the voter, also where it cannot be opened
  /// @param settled labels that people settled, by clip
  /// @param cache of what was read before
  /// @throws undertone.models.weights.UnreadableWeightsException if the weights are damaged
  public static OpenClipVoter open(
      String name,
      Path weights,
      Map<String, String> words,
      SensesReader senses,
      Map<ClipSource, String> settled,
      FeatureCache cache)
      throws IOException {
    try {
      return reading(OpenClipFeatures.open(name, weights, senses), words, senses, settled, cache);
    } catch (IOException | RuntimeException e) {
      senses.close();
      throw e;
    }
  }

  /// A network holds memory that no collector frees, so it closes where its prompts fail.
  private static OpenClipVoter reading(
      OpenClipFeatures faces,
      Map<String, String> words,
      SensesReader senses,
      Map<ClipSource, String> settled,
      FeatureCache cache) {
    try {
      return new OpenClipVoter(
          faces,
          new ClipFeatures(List.of(faces), cache, THREADS),
          senses,
          prompts(words, faces.towers()),
          settled);
    } catch (RuntimeException e) {
      faces.close();
      throw e;
    }
  }

  private static ZeroShotLabels prompts(Map<String, String> words, OpenClipTowers towers) {
    var book = PromptBook.english(); // the language that published weights read
    var said =
        words.values().stream().flatMap(word -> book.prompts(word).stream()).distinct().toList();
    var rows = towers.texts(said);
    var placed = new HashMap<String, float[]>();
    IntStream.range(0, rows.length).forEach(i -> placed.put(said.get(i), rows[i]));
    return ZeroShotLabels.of(
        words, book, all -> all.stream().map(placed::get).toArray(float[][]::new));
  }

  @Override
  public String name() {
    return faces.id();
  }

  @Override
  public List<String> mayHaveSeen() {
    return List.of();
  }

  @Override
  public Map<String, Object> basis() {
    return judge == null ? Map.of() : judge.basis();
  }

  @Override
  public Said look(List<ClipSource> clips, FeatureProgress progress)
      throws IOException, InterruptedException {
    var judging = judge == null ? taught(progress) : judge;
    judge = judging;
    var read = features.numbers(clips, progress);
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashMap<String, String>();
    for (int c = 0; c < clips.size(); c++) {
      var clip = clips.get(c).clip();
      var vector = vector(read, c);
      if (vector != null) {
        judging
            .of(clip, vector)
            .ifPresentOrElse(
                labels -> votes.put(clip, labels), () -> unseen.put(clip, "no label near"));
      } else if (!read.unreadable().containsKey(clip)) {
        unseen.put(clip, "no face");
      }
    }
    return new Said(votes, unseen, Set.of(), read.unreadable());
  }

  private PromptJudge taught(FeatureProgress progress) throws IOException, InterruptedException {
    var clips = List.copyOf(settled.keySet());
    var read = features.numbers(clips, progress.ofBeforehand());
    var vectors = new HashMap<String, float[]>();
    var labels = new HashMap<String, String>();
    for (int c = 0; c < clips.size(); c++) {
      var vector = vector(read, c);
      if (vector != null) {
        vectors.put(clips.get(c).clip(), vector);
        labels.put(clips.get(c).clip(), settled.getOrDefault(clips.get(c), ""));
      }
    }
    return new PromptJudge(prompts, faces.towers().scale(), labels, vectors);
  }

  private static float @Nullable [] vector(ClipNumbers read, int clip) {
    return read.of(read.extractors().getFirst(), clip);
  }

  @Override
  public void close() {
    faces.close();
    senses.close();
  }
}
