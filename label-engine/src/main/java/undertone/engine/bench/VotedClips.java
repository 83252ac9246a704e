package undertone.engine.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.Tally;
import undertone.engine.captions.ClipInputs;
import undertone.engine.captions.ClipKind;
import undertone.engine.captions.VoteCaptions;
import undertone.engine.features.ClipFeatures;
import undertone.engine.features.ClipSource;
import undertone.engine.features.FacePictures;
import undertone.engine.features.FeatureProgress;
import undertone.engine.refinement.Streams;

/// Clips that people voted on, apart into those that captions are made of, those that calibrate
/// what was learned, and those that are measured.
///
/// Learned from is split `train`, or all of a folder without splits; measured on is `test`, else
/// `valid`, else all. Where one folder without splits is both, a quarter of its groups is measured.
/// A sixth of the groups that could be learned from, at most a thousand clips, is held out to
/// calibrate.
final class VotedClips {
  private static final int THREADS = 2;
  private static final int HIDDEN = 256; // width of the layers that read features
  private static final int MEASURED_PART = 4; // every fourth group
  private static final int HELD_PART = 6;
  private static final int MOST_HELD = 1000;
  private static final int MOST_TELLINGS = 8;
  private static final byte GREY = (byte) 128;

  private final ClipKind kind;
  private final ClipInputs inputs;
  private final List<ClipRow> rows; // learned from, held, measured
  private final int learned;
  private final int held;
  private final List<String> maySeen;

  /// @param rows learned from, then held out, then measured
  private VotedClips(
      ClipKind kind,
      ClipInputs inputs,
      List<ClipRow> rows,
      int learned,
      int held,
      List<String> maySeen) {
    this.kind = kind;
    this.inputs = inputs;
    this.rows = rows;
    this.learned = learned;
    this.held = held;
    this.maySeen = List.copyOf(maySeen);
  }

  /// @param table what was read of the folder that is measured on
  static VotedClips read(ZeroShotBenchOptions options, TableSlice.Content table, BenchEyes eyes)
      throws IOException, InterruptedException {
    var parts = parts(options, table.rows());
    var groups = everyGroup(parts.learnable, HELD_PART, options.seed());
    var held =
        Stratified.drawn(
            parts.learnable.stream()
                .filter(row -> row.gold() != null && groups.contains(group(row)))
                .toList(),
            row -> Objects.requireNonNull(row.gold()),
            MOST_HELD,
            options.seed());
    var heldGroups = held.stream().map(VotedClips::group).collect(Collectors.toSet());
    var learned =
        Stratified.drawn(
            parts.learnable.stream()
                .filter(row -> !heldGroups.contains(group(row)) && !votes(row).isEmpty())
                .toList(),
            row -> Objects.requireNonNullElse(row.gold(), ""),
            options.limit(),
            options.seed());
    var test = parts.measured.stream().filter(row -> row.gold() != null).toList();
    if (learned.size() < 2 || test.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has %d clips with votes or labels to learn from and %s has %d with a label to measure on; both are needed."
              .formatted(options.learnedFrom(), learned.size(), options.data(), test.size()));
    }
    return described(options, learned, held, test, eyes);
  }

  private record Parts(List<ClipRow> learnable, List<ClipRow> measured) {}

  /// @param rows of the folder that is measured on
  private static Parts parts(ZeroShotBenchOptions options, List<ClipRow> rows) {
    boolean same = options.learnedFrom().equals(options.data());
    var learnable = same ? rows : learnable(options);
    var train = split(learnable, "train");
    var test = split(rows, "test");
    test = test.isEmpty() ? split(rows, "valid") : test;
    if (same && (train.isEmpty() || test.isEmpty())) {
      var groups = everyGroup(rows, MEASURED_PART, options.seed());
      return new Parts(
          rows.stream().filter(row -> !groups.contains(group(row))).toList(),
          rows.stream().filter(row -> groups.contains(group(row))).toList());
    }
    return new Parts(train.isEmpty() ? learnable : train, test.isEmpty() ? rows : test);
  }

  private static List<ClipRow> learnable(ZeroShotBenchOptions options) {
    var table = slice(options.learnedFrom(), options.seed()).read();
    ZeroShotBench.mustHaveClips(options.learnedFrom(), table);
    return table.rows();
  }

  /// All of a folder.
  static TableSlice slice(Path data, long seed) {
    return new TableSlice(data, null, List.of(), null, null, 0, seed);
  }

  private static List<ClipRow> split(List<ClipRow> rows, String split) {
    return rows.stream().filter(row -> split.equals(row.split())).toList();
  }

  private static String group(ClipRow row) {
    return row.group().orElse(row.name());
  }

  /// One of so many groups, drawn by the seed.
  private static Set<String> everyGroup(List<ClipRow> rows, int of, long seed) {
    var all = new TreeSet<String>();
    rows.forEach(row -> all.add(group(row)));
    var order = new ArrayList<>(all);
    Collections.shuffle(order, new Random(seed));
    var drawn = new HashSet<String>();
    for (int g = 0; g < order.size(); g += of) {
      drawn.add(order.get(g));
    }
    return drawn;
  }

  private static VotedClips described(
      ZeroShotBenchOptions options,
      List<ClipRow> learned,
      List<ClipRow> held,
      List<ClipRow> test,
      BenchEyes eyes)
      throws IOException, InterruptedException {
    var sources = new ArrayList<ClipSource>();
    Stream.concat(learned.stream(), held.stream())
        .forEach(row -> sources.add(DescribedTable.source(options.learnedFrom(), row)));
    test.forEach(row -> sources.add(DescribedTable.source(options.data(), row)));
    var rows = Stream.of(learned, held, test).flatMap(List::stream).toList();
    if (options.faces() == null) {
      var pictures = eyes.pictures().of(sources, eyes.cache(), THREADS, FeatureProgress.SILENT);
      int frames = pictures.stream().mapToInt(List::size).max().orElse(0);
      if (frames == 0) {
        throw new IllegalArgumentException(
            "No face was found in any clip of %s; name --features that describe these clips."
                .formatted(options.data()));
      }
      return new VotedClips(
          new ClipKind.Frames(FacePictures.SIDE, frames),
          ClipInputs.of(pictures.stream().map(seen -> frames(seen, frames)).toArray(byte[][]::new)),
          rows,
          learned.size(),
          held.size(),
          List.of());
    }
    var vectors =
        new ClipFeatures(eyes.extractors(), eyes.cache(), THREADS)
            .vectors(sources, FeatureProgress.SILENT);
    return new VotedClips(
        new ClipKind.Features(vectors.width(), HIDDEN),
        ClipInputs.of(vectors.x()),
        rows,
        learned.size(),
        held.size(),
        vectors.mayHaveSeen(eyes.extractors()));
  }

  /// Pictures `[H,W,3]` as frames `[F,3,H,W]`; too few repeat themselves, none is grey.
  private static byte[] frames(List<byte[]> seen, int count) {
    int plane = FacePictures.SIDE * FacePictures.SIDE;
    var frames = new byte[count * 3 * plane];
    Arrays.fill(frames, GREY);
    for (int f = 0; f < count && !seen.isEmpty(); f++) {
      var picture = seen.get(f * seen.size() / count);
      for (int at = 0; at < picture.length; at++) {
        frames[(f * 3 + at % 3) * plane + at / 3] = picture[at];
      }
    }
    return frames;
  }

  /// What people chose: the crowd, else the row's one label.
  private static Map<String, Integer> votes(ClipRow row) {
    var tally = row.tally();
    if (tally != null) {
      return tally.counts();
    }
    return row.gold() == null ? Map.of() : Map.of(row.gold(), 1);
  }

  /// Words for what people chose of a clip, so many times anew; the same for a seed whatever other
  /// clips there are. None where most could not tell.
  List<VoteCaptions.Told> told(int row, VoteCaptions captions, long seed, int times) {
    var clip = rows.get(row);
    int unable = Optional.ofNullable(clip.tally()).map(Tally::unable).orElse(0);
    var random = new Streams(seed).of("words for " + clip.name());
    return IntStream.range(0, times)
        .mapToObj(_ -> captions.of(votes(clip), unable, random))
        .flatMap(Optional::stream)
        .toList();
  }

  /// How often each clip that is learned from is told: once, or evenly the more often the rarer its
  /// first reading is, by the root of how much rarer than the most frequent one.
  int[] tellings(boolean even) {
    var first =
        Arrays.stream(learned()).mapToObj(row -> VoteCaptions.first(votes(rows.get(row)))).toList();
    var counts = first.stream().collect(Collectors.groupingBy(f -> f, Collectors.counting()));
    double most = counts.values().stream().mapToLong(Long::longValue).max().orElse(1);
    return first.stream()
        .mapToInt(label ->
            even
                ? Math.toIntExact(
                    Math.min(
                        MOST_TELLINGS,
                        Math.round(Math.sqrt(most / counts.getOrDefault(label, 1L)))))
                : 1)
        .toArray();
  }

  /// Whether people chose the same of two clips, each label as often.
  boolean votedAlike(int row, int other) {
    return votes(rows.get(row)).equals(votes(rows.get(other)));
  }

  ClipKind kind() {
    return kind;
  }

  ClipInputs inputs() {
    return inputs;
  }

  ClipRow row(int row) {
    return rows.get(row);
  }

  int[] learned() {
    return IntStream.range(0, learned).toArray();
  }

  int[] held() {
    return IntStream.range(learned, learned + held).toArray();
  }

  int[] measured() {
    return IntStream.range(learned + held, rows.size()).toArray();
  }

  /// Data that features may have been learned from.
  List<String> maySeen() {
    return maySeen;
  }
}
