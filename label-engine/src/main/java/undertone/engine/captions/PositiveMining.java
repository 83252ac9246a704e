package undertone.engine.captions;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import undertone.models.clip.CaptionPairs;

/// Finds clips of a batch whose expressions are so alike that their captions fit each other, so
/// that contrast does not push them apart.
///
/// A pair is proposed by its texts and accepted only if its images agree: what one modality
/// confuses the other can tell. Cosines of different encoders cannot be compared, so each modality
/// is judged by the rank of a pair among all pairs of the batch, 0..1.
///
/// Source: the idea, cross-modal guided positive mining, is EmoCapCLIP's (arXiv:2507.21015); this
/// form and its constants are a reconstruction.
///
/// @param mode which modalities must agree
/// @param textRank least rank of the texts, 0..1
/// @param textCosine least cosine of the texts
/// @param imageRank least rank of the images, 0..1
/// @param bandRank pairs whose texts rank from here on and that were not accepted count neither as
///   positive nor as negative
/// @param most accepted per clip
/// @param weight of an accepted pair beside the clip's own caption, before ranks
/// @param sentenceCosine least cosine of two sentences about one region
public record PositiveMining(
    Mode mode,
    double textRank,
    double textCosine,
    double imageRank,
    double bandRank,
    int most,
    double weight,
    double sentenceCosine) {

  /// Which modalities must find a pair alike.
  public enum Mode {
    OFF,
    TEXT_ONLY,
    IMAGE_ONLY,
    AND,
    OR;

    boolean accepts(boolean texts, boolean images) {
      return switch (this) {
        case OFF -> false;
        case TEXT_ONLY -> texts;
        case IMAGE_ONLY -> images;
        case AND -> texts && images;
        case OR -> texts || images;
      };
    }

    double strength(double text, double image) {
      return switch (this) {
        case OFF -> 0;
        case TEXT_ONLY -> text;
        case IMAGE_ONLY -> image;
        case AND -> text * image;
        case OR -> Math.max(text, image);
      };
    }
  }

  public PositiveMining {
    if (most < 0 || !(weight >= 0 && weight <= 1) || !(bandRank <= textRank)) {
      throw new IllegalArgumentException(
          "Mining needs most >= 0, a weight of 0..1 and a band below the text rank but was given %d, %s and %s below %s."
              .formatted(most, weight, bandRank, textRank));
    }
  }

  public static PositiveMining usual(Mode mode) {
    return new PositiveMining(mode, .95, .75, .80, .90, 3, .5, .85);
  }

  /// What was found in one batch.
  ///
  /// @param pairs targets `[B,B]`
  /// @param perClip accepted captions of other clips, on average; duplicates are not counted
  public record Mined(CaptionPairs pairs, double perClip) {}

  /// Targets of a batch of clips, each with one caption.
  ///
  /// @param texts guidance vector of each caption `[B,·]`, from an encoder that is not being
  ///   trained
  /// @param images guidance vector of each clip `[B,·]`, likewise
  /// @param captions number of each caption; captions of one number say the same, so they are full
  ///   positives in every mode
  public Mined mine(float[][] texts, float[][] images, int[] captions) {
    return mine(texts, images, captions, apart(captions.length));
  }

  private static int[] apart(int rows) {
    return IntStream.range(0, rows).toArray();
  }

  /// The same where a clip may come several times, each time with another caption: all of them are
  /// true of it, so they are full positives in every mode.
  ///
  /// @param owners number of the clip of each row
  public Mined mine(float[][] texts, float[][] images, int[] captions, int[] owners) {
    int clips = captions.length;
    if (mode == Mode.OFF) {
      return targets(new double[clips][clips], new boolean[clips][clips], captions, owners);
    }
    var cosines = Vectors.cosines(texts);
    var textRanks = ranks(cosines);
    var imageRanks = ranks(Vectors.cosines(images));
    var strength = new double[clips][clips];
    var near = new boolean[clips][clips];
    for (int i = 0; i < clips; i++) {
      for (int j = 0; j < clips; j++) {
        boolean text = textRanks[i][j] >= textRank && cosines[i][j] >= textCosine;
        boolean image = imageRanks[i][j] >= imageRank;
        if (i != j && mode.accepts(text, image)) {
          strength[i][j] = mode.strength(textRanks[i][j], imageRanks[i][j]);
        }
        near[i][j] = textRanks[i][j] >= bandRank && textRanks[i][j] < textRank;
      }
    }
    return targets(strength, near, captions, owners);
  }

  /// Targets of a batch of clips, each with one sentence about one region: only sentences about the
  /// same region can be alike.
  ///
  /// @param regions number of the region each sentence speaks of
  public Mined mineSentences(float[][] texts, float[][] images, int[] captions, int[] regions) {
    return mineSentences(texts, images, captions, regions, apart(captions.length));
  }

  /// The same where a clip may come several times.
  ///
  /// @param owners number of the clip of each row
  public Mined mineSentences(
      float[][] texts, float[][] images, int[] captions, int[] regions, int[] owners) {
    int clips = captions.length;
    var strength = new double[clips][clips];
    if (mode != Mode.OFF) {
      var cosines = Vectors.cosines(texts);
      var imageRanks = ranks(Vectors.cosines(images));
      for (int i = 0; i < clips; i++) {
        for (int j = 0; j < clips; j++) {
          boolean text = cosines[i][j] >= sentenceCosine;
          boolean image = imageRanks[i][j] >= imageRank;
          if (i != j && regions[i] == regions[j] && mode.accepts(text, image)) {
            strength[i][j] = mode.strength(Math.max(0, cosines[i][j]), imageRanks[i][j]);
          }
        }
      }
    }
    return targets(strength, new boolean[clips][clips], captions, owners);
  }

  private Mined targets(double[][] strength, boolean[][] near, int[] captions, int[] owners) {
    int clips = captions.length;
    var weights = new float[clips][clips];
    var banded = new boolean[clips][clips];
    int accepted = 0;
    for (int i = 0; i < clips; i++) {
      int row = i;
      var best =
          IntStream.range(0, clips)
              .filter(j ->
                  strength[row][j] > 0 && captions[row] != captions[j] && owners[row] != owners[j])
              .boxed()
              .sorted(Comparator.comparingDouble((Integer j) -> -strength[row][j]))
              .limit(most)
              .toList();
      for (int j : best) {
        weights[i][j] = (float) (weight * strength[i][j]);
      }
      accepted += best.size();
      for (int j = 0; j < clips; j++) {
        if (captions[i] == captions[j] || owners[i] == owners[j]) {
          weights[i][j] = 1;
        }
      }
    }
    // A pair is uncertain for both of its clips or for neither; what either accepts is not.
    for (int i = 0; i < clips; i++) {
      for (int j = 0; j < clips; j++) {
        banded[i][j] = near[i][j] && weights[i][j] == 0 && weights[j][i] == 0;
      }
    }
    return new Mined(CaptionPairs.of(weights, banded), (double) accepted / clips);
  }

  /// The rank of each pair among all pairs of different rows, 0 = lowest, 1 = highest; equals share
  /// their middle.
  static double[][] ranks(double[][] values) {
    int n = values.length;
    var all = new double[n * (n - 1) / 2];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        all[at++] = values[i][j];
      }
    }
    Arrays.sort(all);
    var ranks = new double[n][n];
    for (int i = 0; i < n; i++) {
      ranks[i][i] = 1;
      for (int j = 0; j < i; j++) {
        int below = first(all, values[i][j], false);
        int upTo = first(all, values[i][j], true);
        ranks[i][j] = all.length == 1 ? 1 : (below + upTo - 1) / 2.0 / (all.length - 1);
        ranks[j][i] = ranks[i][j];
      }
    }
    return ranks;
  }

  /// The first place whose value is at least (or above) the given one.
  private static int first(double[] sorted, double value, boolean above) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      boolean before = above ? sorted[middle] <= value : sorted[middle] < value;
      low = before ? middle + 1 : low;
      high = before ? high : middle;
    }
    return low;
  }
}
