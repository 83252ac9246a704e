package undertone.engine.captions;

import ai.djl.Device;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import undertone.corpora.InvalidValueException;
import undertone.engine.metrics.Retrieval;
import undertone.engine.metrics.Share;
import undertone.engine.refinement.Streams;

/// Learns a [CaptionSpace] from a corpus' own captions and says first what it is worth: on clips
/// held back, whole groups of them, do captions find their clips?
///
/// What is measured is a space that never saw those clips; what is handed out has learned from all
/// captions in the same way.
public final class CaptionStudy {
  /// Captioned clips from which learning is tried.
  public static final int LEAST_CLIPS = 40;

  private static final int LEAST_HELD = 20;
  private static final double HELD = .2;
  private static final int MOST_FIRST = 10; // hits that somebody looks at
  private static final double MOST_CHANCE = .5; // beyond it luck proves too much
  private static final int STEPS = 600; // below these a space has hardly moved
  private static final int MOST_EPOCHS = 200;
  private static final int SMALLEST_BATCH = 16;

  private final long seed;
  private final int threads;
  private final Device device;

  public CaptionStudy(long seed, int threads, Device device) {
    this.seed = seed;
    this.threads = threads;
    this.device = device;
  }

  /// What is learned from.
  ///
  /// @param kind what a space is told of clips
  /// @param clips all clips with captions, row by row
  /// @param groups one name per row, such as the speaker; clips of one group are held back together
  public record Material(
      ClipKind kind,
      ClipInputs clips,
      List<String> groups,
      Sentences sentences,
      List<CaptionedClip> captions) {
    public Material {
      groups = List.copyOf(groups);
      captions = List.copyOf(captions);
    }
  }

  /// What a space is worth on clips it never saw.
  ///
  /// @param heldBack clips, which are the gallery; captions that read the same are one question
  /// @param captionToClip how captions find their clips among them
  /// @param clipToCaption how clips find their captions
  /// @param first how many hits count: ten, or fewer where many clips are described alike and
  ///   chance alone would find one among ten
  /// @param amongFirst captions with a clip of theirs among these
  /// @param chance share of captions of which that would hold by chance
  /// @param cut cosine of a sentence and its clip that all but the worst twentieth reach; what lies
  ///   below is no wording for a clip
  public record Proof(
      int heldBack,
      Retrieval captionToClip,
      Retrieval clipToCaption,
      int first,
      Share amongFirst,
      double chance,
      double cut) {

    /// Whether it finds more than chance would, beyond doubt (95 %).
    public boolean holds() {
      return amongFirst.low() > chance;
    }
  }

  /// The recipe for so many captions: small steps enough for few, the usual epochs for many.
  public static CaptionRecipe recipe(int captions) {
    var usual = CaptionRecipe.small();
    int batch = Math.clamp(captions / 4, SMALLEST_BATCH, usual.descent().batch());
    int perEpoch = Math.max(1, captions / batch);
    int epochs = Math.clamp(Math.ceilDiv(STEPS, perEpoch), usual.descent().epochs(), MOST_EPOCHS);
    var descent = usual.descent();
    return usual.with(
        new CaptionRecipe.Descent(
            epochs, batch, descent.rate(), descent.projectionRate(), descent.decay()));
  }

  /// Learns from the clips that are not held back, and measures on the others.
  ///
  /// @throws InvalidValueException if too few clips have captions
  public Proof proof(Material material, CaptionRecipe recipe, Consumer<CaptionEpoch> heard) {
    var held = heldBack(material);
    var seen = material.captions().stream().filter(c -> !held.contains(c.clip())).toList();
    var unseen = material.captions().stream().filter(c -> held.contains(c.clip())).toList();
    try (var space = learned(material, seen, recipe, heard)) {
      return measured(space, material, unseen);
    }
  }

  /// Learns from all captions.
  public CaptionSpace space(Material material, CaptionRecipe recipe, Consumer<CaptionEpoch> heard) {
    return learned(material, material.captions(), recipe, heard);
  }

  private CaptionSpace learned(
      Material material,
      List<CaptionedClip> captions,
      CaptionRecipe recipe,
      Consumer<CaptionEpoch> heard) {
    return new CaptionTraining(recipe, seed, threads, device)
        .run(material.kind(), material.clips(), material.sentences(), captions, heard);
  }

  /// Groups in random order until a fifth of the clips is reached; single clips where groups are so
  /// large that too little would be left to learn from.
  private Set<Integer> heldBack(Material material) {
    var clips = material.captions().stream().map(CaptionedClip::clip).distinct().toList();
    if (clips.size() < LEAST_CLIPS) {
      throw new InvalidValueException(
          "Captions of %s clips or more are needed to learn from; %s have one.",
          LEAST_CLIPS, clips.size());
    }
    int wanted = Math.max(LEAST_HELD, (int) (HELD * clips.size()));
    var groups = new LinkedHashMap<String, List<Integer>>();
    clips.forEach(clip ->
        groups.computeIfAbsent(material.groups().get(clip), _ -> new ArrayList<>()).add(clip));
    var byGroup = drawn(List.copyOf(groups.values()), wanted);
    return byGroup.size() <= clips.size() / 2
        ? byGroup
        : drawn(clips.stream().map(List::of).toList(), wanted);
  }

  private Set<Integer> drawn(List<List<Integer>> groups, int wanted) {
    var order = IntStream.range(0, groups.size()).toArray();
    Streams.shuffle(order, new Streams(seed).of("held back"));
    var held = new HashSet<Integer>();
    for (int at = 0; at < order.length && held.size() < wanted; at++) {
      held.addAll(groups.get(order[at]));
    }
    return held;
  }

  private static Proof measured(
      CaptionSpace space, Material material, List<CaptionedClip> captions) {
    var gallery = captions.stream().mapToInt(CaptionedClip::clip).distinct().toArray();
    var clips =
        space.embedClips(
            ClipInputs.of(gallery.length, i -> material.clips().values(gallery[i]))); // [G,D]
    var placed = new HashMap<Integer, float[]>();
    IntStream.range(0, gallery.length).forEach(g -> placed.put(gallery[g], clips[g]));
    // who wrote the same of several clips has asked one question, not several
    var asked =
        captions.stream()
            .collect(
                Collectors.toMap(
                    CaptionStudy::sentences, c -> c, (first, _) -> first, LinkedHashMap::new))
            .values()
            .stream()
            .toList();
    var texts = asked.stream().map(c -> embedded(space, material, c)).toArray(float[][]::new);
    var said = new HashMap<Integer, Set<Set<Integer>>>(); // captions of a clip, word for word
    captions.forEach(c -> said.computeIfAbsent(c.clip(), _ -> new HashSet<>()).add(sentences(c)));
    var scores = new double[texts.length][gallery.length];
    var belongs = new boolean[texts.length][gallery.length];
    var right = new int[texts.length];
    for (int q = 0; q < texts.length; q++) {
      var own = sentences(asked.get(q));
      for (int g = 0; g < gallery.length; g++) {
        scores[q][g] = Vectors.dot(texts[q], clips[g]);
        belongs[q][g] = said.getOrDefault(gallery[g], Set.of()).contains(own);
        right[q] += belongs[q][g] ? 1 : 0;
      }
    }
    int first = MOST_FIRST;
    while (first > 1 && byChance(right, gallery.length, first) > MOST_CHANCE) {
      first--;
    }
    int looked = first;
    int found =
        (int)
            IntStream.range(0, texts.length)
                .filter(q -> amongFirst(scores[q], belongs[q], looked))
                .count();
    return new Proof(
        gallery.length,
        Retrieval.of(scores, belongs),
        Retrieval.of(transposed(scores), transposed(belongs)),
        first,
        Share.of(found, texts.length),
        byChance(right, gallery.length, first),
        CaptionProposals.cut(truePairs(space, material, captions, placed)));
  }

  /// Cosines of clips and the sentences that were written of them.
  private static double[] truePairs(
      CaptionSpace space,
      Material material,
      List<CaptionedClip> captions,
      Map<Integer, float[]> clips) {
    return captions.stream()
        .flatMapToDouble(c -> {
          var clip = Objects.requireNonNull(clips.get(c.clip()), "a clip of the gallery");
          var own = sentences(c).stream().map(material.sentences()::vector).toArray(float[][]::new);
          return Arrays.stream(space.embedSentences(own))
              .mapToDouble(sentence -> Vectors.dot(sentence, clip));
        })
        .toArray();
  }

  private static Set<Integer> sentences(CaptionedClip caption) {
    var all = new HashSet<Integer>();
    all.add(caption.global());
    all.add(caption.summary());
    caption.locals().forEach(local -> all.add(local.sentence()));
    all.remove(CaptionedClip.NONE);
    return all;
  }

  /// A caption as the direction of all its sentences.
  private static float[] embedded(CaptionSpace space, Material material, CaptionedClip caption) {
    var own =
        sentences(caption).stream()
            .sorted()
            .map(material.sentences()::vector)
            .toArray(float[][]::new);
    return Vectors.mean(List.of(space.embedSentences(own)));
  }

  private static boolean amongFirst(double[] scores, boolean[] belongs, int first) {
    double best = Double.NEGATIVE_INFINITY;
    for (int g = 0; g < scores.length; g++) {
      best = belongs[g] ? Math.max(best, scores[g]) : best;
    }
    int before = 0; // equal scores count against the query
    for (int g = 0; g < scores.length; g++) {
      before += !belongs[g] && scores[g] >= best ? 1 : 0;
    }
    return before < first;
  }

  /// The share of queries that would find a right one among the first of a shuffled gallery.
  private static double byChance(int[] right, int gallery, int first) {
    double share = 0;
    for (int own : right) {
      double none = 1;
      for (int i = 0; i < Math.min(first, gallery); i++) {
        none *= Math.max(0, (double) (gallery - own - i) / (gallery - i));
      }
      share += (1 - none) / right.length;
    }
    return share;
  }

  private static double[][] transposed(double[][] rows) {
    return IntStream.range(0, rows[0].length)
        .mapToObj(c -> Arrays.stream(rows).mapToDouble(row -> row[c]).toArray())
        .toArray(double[][]::new);
  }

  private static boolean[][] transposed(boolean[][] rows) {
    var turned = new boolean[rows[0].length][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < rows[r].length; c++) {
        turned[c][r] = rows[r][c];
      }
    }
    return turned;
  }
}
