package undertone.engine.captions;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.CandidateSet;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FeatureCache;
import undertone.engine.features.FeatureProgress;
import undertone.engine.refinement.Softmax;
import undertone.engine.search.SentenceEncoder;
import undertone.engine.search.TextEncoder;
import undertone.engine.voters.Choice;
import undertone.engine.voters.LikelySet;
import undertone.engine.voters.VotingModel;

/// Says which labels a clip may have by nothing but words: how near the clip lies, in a space that
/// was learned from captions, to prompts of each label. No clip needs to have been labelled.
///
/// Where people settled clips enough, half of them calibrate the cosines, and by the other half
/// sets are made that miss the truth of one clip in ten. A settled clip is itself judged by other
/// settled clips alone, so what it is judged to be may be held against it.
///
/// Source: Radford et al. 2021, *CLIP*, sec. 3.1.4 (prompt ensembling); calibration and candidate
/// sets as in [LabelCalibration] and [ConformalSets].
public final class PromptVoter implements VotingModel {
  /// Under which it votes.
  public static final String NAME = "caption-space";

  private static final double MISSED = .1; // share of clips whose set may miss the truth

  private final List<String> labels;
  private final Map<String, float[]> clips;
  private final ZeroShotLabels prompts;
  private final double scale;
  private final Judge usual;
  private final Map<String, Judge> ofSettled = new HashMap<>();
  private final int settledClips;

  /// Turns the cosines of a clip with each label `[K]` into labels held possible, the most probable
  /// first; null = it cannot say.
  private interface Judge {
    @Nullable CandidateSet of(double[] cosines);
  }

  /// @param clips vectors of length 1 by clip `[D]` each
  /// @param scale by which cosines are multiplied while nothing is calibrated
  /// @param settled labels that people settled, by clip; those of other labels count for nothing
  PromptVoter(
      Map<String, float[]> clips,
      ZeroShotLabels prompts,
      double scale,
      Map<String, String> settled) {
    this.clips = clips;
    this.prompts = prompts;
    this.scale = scale;
    labels = prompts.labels();
    var known = new TreeMap<String, String>(settled);
    known.keySet().retainAll(clips.keySet());
    known.values().retainAll(Set.copyOf(labels));
    settledClips = known.size();
    var halves = List.<Map<String, String>>of(new TreeMap<>(), new TreeMap<>());
    int place = 0;
    for (var one : known.entrySet()) {
      halves.get(place++ % 2).put(one.getKey(), one.getValue());
    }
    usual = judge(known, LabelCalibration.ENOUGH);
    int enough = known.size() < LabelCalibration.ENOUGH ? Integer.MAX_VALUE : 1;
    var byOthers = List.of(judge(halves.get(1), enough), judge(halves.get(0), enough));
    for (int half = 0; half < 2; half++) {
      for (var clip : halves.get(half).keySet()) {
        ofSettled.put(clip, byOthers.get(half));
      }
    }
  }

  /// The voter of an embedding.
  ///
  /// @param labels ids of a label scheme
  /// @param settled labels that people settled, by clip
  /// @param cache of prompts that were read before
  /// @throws IOException if the space or the cache cannot be read
  public static PromptVoter of(
      SpaceFolder folder,
      SpaceFolder.Serving serving,
      List<String> labels,
      Map<String, String> settled,
      FeatureCache cache)
      throws IOException, InterruptedException {
    var clips = new HashMap<String, float[]>();
    for (var shard : folder.shards(serving)) {
      SpaceFolder.shard(shard).forEach((clip, vector) -> clips.put(clip.toString(), vector));
    }
    try (var space = folder.space(serving.space(), Device.cpu())) {
      var chinese = SentenceEncoder.chinese(cache);
      boolean readsChinese = chinese.model().id().value().equals(space.sentenceEncoder());
      var encoder = readsChinese ? chinese : SentenceEncoder.english(cache);
      if (!encoder.model().id().value().equals(space.sentenceEncoder())) {
        throw new IOException(
            ("The encoder %s, which the space reads, is not part of this version; learn from"
                    + " captions again.")
                .formatted(space.sentenceEncoder()));
      }
      var book = readsChinese ? PromptBook.chinese() : PromptBook.english();
      var said = labels.stream().flatMap(label -> book.prompts(label).stream()).distinct().toList();
      var placed = placed(said, encoder, space);
      var prompts =
          ZeroShotLabels.of(
              labels, book, all -> all.stream().map(placed::get).toArray(float[][]::new));
      return new PromptVoter(clips, prompts, space.scale(), settled);
    }
  }

  private static Map<String, float[]> placed(
      List<String> said, TextEncoder encoder, CaptionSpace space)
      throws IOException, InterruptedException {
    var vectors =
        encoder.encode(said).stream().map(vector -> vector.numbers()).toArray(float[][]::new);
    var rows = space.embedSentences(vectors);
    var placed = new HashMap<String, float[]>();
    IntStream.range(0, rows.length).forEach(i -> placed.put(said.get(i), rows[i]));
    return placed;
  }

  /// By what is known of some clips, the cosines alone where that is less than enough.
  private Judge judge(Map<String, String> known, int enough) {
    if (known.size() < enough) {
      return this::byCosinesAlone;
    }
    var cosines = List.of(new ArrayList<double[]>(), new ArrayList<double[]>());
    var truths = List.of(new ArrayList<Integer>(), new ArrayList<Integer>());
    int place = 0;
    for (var one : known.entrySet()) {
      int half = place++ % 2;
      cosines.get(half).add(prompts.cosines(clips.getOrDefault(one.getKey(), new float[0])));
      truths.get(half).add(labels.indexOf(one.getValue()));
    }
    var calibration = LabelCalibration.fit(rows(cosines.get(0)), ints(truths.get(0)));
    var sets =
        ConformalSets.fit(
            cosines.get(1).stream().map(calibration::probabilities).toArray(double[][]::new),
            ints(truths.get(1)),
            MISSED);
    return of -> {
      var p = calibration.probabilities(of);
      var held = sets.propose(p);
      held.set(likeliest(p).getFirst()); // a set of none would say that no label fits
      return held.cardinality() == labels.size()
          ? null
          : new CandidateSet(likeliest(p).stream().filter(held::get).map(labels::get).toList());
    };
  }

  /// Ranked rather than weighed: what such probabilities are worth, nobody has measured.
  private CandidateSet byCosinesAlone(double[] cosines) {
    var scores = new double[cosines.length];
    for (int c = 0; c < scores.length; c++) {
      scores[c] = scale * cosines[c];
    }
    var p = Softmax.of(scores);
    var held =
        LikelySet.of(likeliest(p).stream().map(c -> new Choice(labels.get(c), p[c])).toList());
    return held.size() == labels.size() // which would say nothing
        ? new CandidateSet(held.labels().subList(0, held.size() - 1))
        : held;
  }

  private static List<Integer> likeliest(double[] p) {
    return IntStream.range(0, p.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer c) -> p[c]).reversed())
        .toList();
  }

  private static double[][] rows(List<double[]> rows) {
    return rows.toArray(double[][]::new);
  }

  private static int[] ints(List<Integer> values) {
    return values.stream().mapToInt(Integer::intValue).toArray();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<String> mayHaveSeen() {
    return List.of();
  }

  @Override
  public Map<String, Object> basis() {
    return Map.of("settled", settledClips, "calibrated", settledClips >= LabelCalibration.ENOUGH);
  }

  @Override
  public Said look(List<ClipSource> sources, FeatureProgress progress) {
    var votes = new HashMap<String, CandidateSet>();
    var unseen = new HashSet<String>();
    for (var source : sources) {
      if (progress.cancelled()) {
        throw new CancellationException();
      }
      var vector = clips.get(source.clip());
      var held =
          vector == null
              ? null
              : ofSettled.getOrDefault(source.clip(), usual).of(prompts.cosines(vector));
      if (held == null) {
        unseen.add(source.clip());
      } else {
        votes.put(source.clip(), held);
      }
    }
    progress.advanced(sources.size(), sources.size());
    return new Said(votes, unseen, Set.of(), Map.of());
  }
}
