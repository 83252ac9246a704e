package undertone.engine.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import undertone.corpora.manifest.ClipRow;
import undertone.corpora.manifest.ClipsCsv;
import undertone.corpora.manifest.RowResult;
import undertone.corpora.manifest.TableRules;
import undertone.engine.features.FeatureCache;
import undertone.engine.search.SentenceEncoder;

/// Transcripts with a valence, word by word, and companions made up for them: a sound and a picture
/// that hold the valence together and neither of them alone.
///
/// A picture shows a sign drawn by lot, the sound the valence times that sign, with haze; each step
/// is that number along a fixed direction, in noise of size 1. So figures on them say how a network
/// copes with gaps, and nothing of how well it reads real voices or faces.
///
/// @param byName vectors of words
/// @param bound the largest valence in size
record SpokenClips(
    List<ClipRow> learned,
    List<ClipRow> heldOut,
    List<ClipRow> measured,
    Map<String, float[]> byName,
    double bound,
    double haze,
    long seed) {
  static final int COMPANION = 8; // numbers of a step
  static final int SOUNDS = 24; // steps
  static final int PICTURES = 16;
  private static final int MOST_WORDS = 50;

  SpokenClips {
    learned = List.copyOf(learned);
    heldOut = List.copyOf(heldOut);
    measured = List.copyOf(measured);
  }

  static SpokenClips read(Path data, int limit, double haze, long seed, FeatureCache cache)
      throws IOException, InterruptedException {
    var bySplit = new HashMap<String, List<ClipRow>>();
    try (var csv = ClipsCsv.open(data.resolve(TableSlice.TABLE), TableRules.AS_WRITTEN)) {
      for (var result : csv) {
        if (result instanceof RowResult.Good(var row)
            && row.valence() != null
            && !words(row).isEmpty()) {
          bySplit
              .computeIfAbsent(Objects.requireNonNullElse(row.split(), ""), _ -> new ArrayList<>())
              .add(row);
        }
      }
    }
    var parts = new ArrayList<List<ClipRow>>();
    for (var split : List.of("train", "valid", "test")) {
      var rows = bySplit.getOrDefault(split, List.of());
      if (rows.isEmpty()) {
        throw new IllegalArgumentException(
            "%s has no clip with a text and a valence in split %s; it needs train, valid and test."
                .formatted(data, split));
      }
      var drawn = new ArrayList<>(rows);
      Collections.shuffle(drawn, new Random(seed));
      parts.add(limit == 0 ? drawn : drawn.subList(0, Math.min(limit, drawn.size())));
    }
    var vocabulary = new LinkedHashSet<String>();
    parts.forEach(rows -> rows.forEach(row -> vocabulary.addAll(words(row))));
    var words = List.copyOf(vocabulary);
    var vectors = SentenceEncoder.english(cache).encode(words);
    var byName = new HashMap<String, float[]>();
    for (int w = 0; w < words.size(); w++) {
      byName.put(words.get(w), scaled(vectors.get(w).numbers()));
    }
    double bound =
        parts.getFirst().stream().mapToDouble(row -> Math.abs(valence(row))).max().orElse(1);
    return new SpokenClips(
        parts.get(0), parts.get(1), parts.get(2), byName, Math.max(bound, 1e-6), haze, seed);
  }

  private static float[] scaled(float[] vector) {
    var scaled = new float[vector.length];
    for (int d = 0; d < scaled.length; d++) {
      scaled[d] = (float) (vector[d] * Math.sqrt(vector.length));
    }
    return scaled;
  }

  static double valence(ClipRow row) {
    return Objects.requireNonNull(row.valence());
  }

  static List<String> words(ClipRow row) {
    return Arrays.stream(
            row.text("en")
                .or(() -> row.texts().values().stream().findFirst())
                .orElse("")
                .toLowerCase(Locale.ROOT)
                .split("[^\\p{L}\\p{N}']+"))
        .filter(word -> !word.isBlank())
        .limit(MOST_WORDS)
        .toList();
  }

  int textWidth() {
    return byName.values().iterator().next().length;
  }

  /// Steps of a clip in a modality: 0 words, 1 sounds, 2 pictures.
  int length(ClipRow row, int modality) {
    return switch (modality) {
      case 0 -> words(row).size();
      case 1 -> SOUNDS;
      default -> PICTURES;
    };
  }

  int width(int modality) {
    return modality == 0 ? textWidth() : COMPANION;
  }

  /// Writes the steps of a clip, one after the other.
  void write(ClipRow row, int modality, float[] to, int from) {
    if (modality == 0) {
      int at = from;
      for (var word : words(row)) {
        var vector = Objects.requireNonNull(byName.get(word));
        System.arraycopy(vector, 0, to, at, vector.length);
        at += vector.length;
      }
      return;
    }
    var own = stream(row.name());
    double sign = own.nextBoolean() ? 1 : -1;
    double held = Math.clamp(valence(row) / bound + haze * own.nextGaussian(), -1, 1);
    double shown = modality == 1 ? held * sign : sign;
    var direction = direction(modality);
    var noise = stream(row.name() + " " + modality);
    for (int i = 0; i < length(row, modality) * COMPANION; i++) {
      to[from + i] = (float) (shown * direction[i % COMPANION] + noise.nextGaussian());
    }
  }

  private SplittableRandom stream(String name) {
    return new SplittableRandom(
        UUID.nameUUIDFromBytes((seed + "\n" + name).getBytes(UTF_8)).getMostSignificantBits());
  }

  private static double[] direction(int modality) {
    var random = new SplittableRandom(modality);
    var direction = new double[COMPANION];
    double square = 0;
    for (int k = 0; k < COMPANION; k++) {
      direction[k] = random.nextGaussian();
      square += direction[k] * direction[k];
    }
    for (int k = 0; k < COMPANION; k++) {
      direction[k] /= Math.sqrt(square);
    }
    return direction;
  }
}
