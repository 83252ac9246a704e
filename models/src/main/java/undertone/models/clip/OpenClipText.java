package undertone.models.clip;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// The half of an [OpenClip] that reads texts, in plain Java: whoever only asks questions needs no
/// tensor library for it, and keeps no weights in memory.
///
/// - in: token ids `[B][context]`, which [ClipTokenizer] makes
/// - out: t `[B][D]`, of length 1, those of [OpenClip#texts] up to rounding
///
/// Each matrix is read from the file when its turn comes, and of the table of tokens only the rows
/// of those that stand in the texts. No token looks at what follows it, so what stands behind the
/// end of a text is left out of the work; nothing of it could reach the end.
///
/// Source: OpenCLIP `model.py` (`encode_text`), `transformer.py`; the error function by Abramowitz
/// and Stegun 1964, *Handbook of Mathematical Functions*, 7.1.26, to within 1.5e-7.
public final class OpenClipText {
  private static final double EPSILON = 1e-5;
  private static final double QUICK = 1.702;
  private static final double ERF_STEP = .3275911;
  private static final double[] ERF = {
    .254829592, -.284496736, 1.421413741, -1.453152027, 1.061405429
  };

  private final SafeTensors file;
  private final OpenClipConfig config;

  private OpenClipText(SafeTensors file, OpenClipConfig config) {
    this.file = file;
    this.config = config;
  }

  /// @param file must stay as it is as long as this is used
  /// @throws UnreadableWeightsException if an array of this half is missing or of another shape
  public static OpenClipText read(SafeTensors file, OpenClipConfig config) throws IOException {
    for (var array : arrays(config).entrySet()) {
      if (!file.shape(array.getKey()).equals(array.getValue())) {
        throw new UnreadableWeightsException(
            "The network needs %s of shape %s; these weights have %s."
                .formatted(array.getKey(), array.getValue(), file.shape(array.getKey())));
      }
    }
    return new OpenClipText(file, config);
  }

  private static Map<String, Shape> arrays(OpenClipConfig config) {
    var arrays = new TreeMap<>(config.weights());
    arrays.keySet().removeIf(name -> name.startsWith("visual.") || name.equals("logit_scale"));
    return arrays;
  }

  /// @param tokens ids `[B][context]`, the highest of each row its end
  /// @return t `[B][D]`
  /// @throws UnreadableWeightsException if the file is damaged
  public float[][] texts(int[][] tokens) throws IOException {
    var first = new int[tokens.length + 1]; // row of each text, and behind the last
    for (int b = 0; b < tokens.length; b++) {
      first[b + 1] = first[b] + lengthOf(tokens[b], b);
    }
    var x = new float[first[tokens.length]][]; // [R,W], the tokens of all texts
    for (int b = 0; b < tokens.length; b++) {
      for (int k = 0; k < first[b + 1] - first[b]; k++) {
        x[first[b] + k] = placed(tokens[b][k], k);
      }
    }
    for (int l = 0; l < config.textLayers(); l++) {
      var path = "transformer.resblocks.%d.".formatted(l);
      add(x, attended(normed(x, path + "ln_1."), path + "attn.", first));
      var inside =
          linear(normed(x, path + "ln_2."), path + "mlp.c_fc.weight", path + "mlp.c_fc.bias");
      bend(inside);
      add(x, linear(inside, path + "mlp.c_proj.weight", path + "mlp.c_proj.bias"));
    }
    var ends = new float[tokens.length][];
    for (int b = 0; b < ends.length; b++) {
      ends[b] = x[first[b + 1] - 1];
    }
    return projected(normed(ends, "ln_final."));
  }

  /// Tokens of a text, its end included.
  private int lengthOf(int[] tokens, int text) {
    if (tokens.length != config.context()) {
      throw new IllegalArgumentException(
          "Text %d has %d tokens; this network reads %d."
              .formatted(text, tokens.length, config.context()));
    }
    int end = 0;
    for (int k = 0; k < tokens.length; k++) {
      if (tokens[k] < 0 || tokens[k] >= config.vocabulary()) {
        throw new IllegalArgumentException(
            "Token %d of text %d is %d, but there are %d tokens."
                .formatted(k, text, tokens[k], config.vocabulary()));
      }
      end = tokens[k] > tokens[end] ? k : end;
    }
    return end + 1;
  }

  private float[] placed(int token, int at) throws IOException {
    int w = config.textWidth();
    var row = file.floats("token_embedding.weight", token * w, w);
    var place = file.floats("positional_embedding", at * w, w);
    for (int d = 0; d < w; d++) {
      row[d] += place[d];
    }
    return row;
  }

  private static void add(float[][] x, float[][] more) {
    for (int r = 0; r < x.length; r++) {
      for (int d = 0; d < x[r].length; d++) {
        x[r][d] += more[r][d];
      }
    }
  }

  private float[][] normed(float[][] x, String path) throws IOException {
    var scale = file.floats(path + "weight");
    var shift = file.floats(path + "bias");
    var normed = new float[x.length][scale.length];
    for (int r = 0; r < x.length; r++) {
      double mean = 0;
      for (float number : x[r]) {
        mean += number;
      }
      mean /= scale.length;
      double squares = 0;
      for (float number : x[r]) {
        squares += (number - mean) * (number - mean);
      }
      double spread = Math.sqrt(squares / scale.length + EPSILON);
      for (int d = 0; d < scale.length; d++) {
        normed[r][d] = (float) ((x[r][d] - mean) / spread * scale[d] + shift[d]);
      }
    }
    return normed;
  }

  /// What each token gathers from itself and from those before it in its text.
  ///
  /// @param first row of each text, and behind the last
  private float[][] attended(float[][] x, String path, int[] first) throws IOException {
    int w = config.textWidth();
    int wide = w / config.textHeads();
    double scale = 1 / Math.sqrt(wide);
    var all = linear(x, path + "in_proj_weight", path + "in_proj_bias"); // [R,3W]
    var seen = new float[x.length][w];
    for (int b = 0; b + 1 < first.length; b++) {
      for (int head = 0; head < w; head += wide) {
        for (int r = first[b]; r < first[b + 1]; r++) {
          var fits = new double[r - first[b] + 1];
          for (int k = 0; k < fits.length; k++) {
            fits[k] = scale * dot(all[r], head, all[first[b] + k], w + head, wide);
          }
          share(fits);
          for (int k = 0; k < fits.length; k++) {
            var other = all[first[b] + k];
            for (int d = 0; d < wide; d++) {
              seen[r][head + d] += (float) (fits[k] * other[2 * w + head + d]);
            }
          }
        }
      }
    }
    return linear(seen, path + "out_proj.weight", path + "out_proj.bias");
  }

  private static double dot(float[] a, int fromA, float[] b, int fromB, int count) {
    double sum = 0;
    for (int d = 0; d < count; d++) {
      sum += (double) a[fromA + d] * b[fromB + d];
    }
    return sum;
  }

  /// Softmax, in place.
  private static void share(double[] fits) {
    double most = Double.NEGATIVE_INFINITY;
    for (double fit : fits) {
      most = Math.max(most, fit);
    }
    double sum = 0;
    for (int k = 0; k < fits.length; k++) {
      fits[k] = Math.exp(fits[k] - most);
      sum += fits[k];
    }
    for (int k = 0; k < fits.length; k++) {
      fits[k] /= sum;
    }
  }

  /// Four rows at a time: their sums do not wait for each other, and a weight is read once.
  private float[][] linear(float[][] x, String weight, String bias) throws IOException {
    var w = file.floats(weight); // [out,in]
    var b = file.floats(bias);
    var y = new float[x.length][b.length];
    int r = 0;
    for (; r + 3 < x.length; r += 4) {
      four(x, r, w, b, y);
    }
    for (; r < x.length; r++) {
      for (int o = 0; o < b.length; o++) {
        y[r][o] = b[o] + (float) dot(w, o * x[r].length, x[r], 0, x[r].length);
      }
    }
    return y;
  }

  private static void four(float[][] x, int r, float[] w, float[] b, float[][] y) {
    var x0 = x[r];
    var x1 = x[r + 1];
    var x2 = x[r + 2];
    var x3 = x[r + 3];
    int wide = x0.length;
    for (int o = 0; o < b.length; o++) {
      float sum0 = b[o];
      float sum1 = b[o];
      float sum2 = b[o];
      float sum3 = b[o];
      int at = o * wide;
      for (int i = 0; i < wide; i++) {
        float weight = w[at + i];
        sum0 += weight * x0[i];
        sum1 += weight * x1[i];
        sum2 += weight * x2[i];
        sum3 += weight * x3[i];
      }
      y[r][o] = sum0;
      y[r + 1][o] = sum1;
      y[r + 2][o] = sum2;
      y[r + 3][o] = sum3;
    }
  }

  /// GELU, in place.
  private void bend(float[][] x) {
    for (var row : x) {
      for (int d = 0; d < row.length; d++) {
        double number = row[d];
        row[d] =
            (float)
                (config.quickGelu()
                    ? number / (1 + Math.exp(-QUICK * number))
                    : number / 2 * (1 + erf(number / Math.sqrt(2))));
      }
    }
  }

  private static double erf(double number) {
    double t = 1 / (1 + ERF_STEP * Math.abs(number));
    double sum = 0;
    for (int k = ERF.length - 1; k >= 0; k--) {
      sum = t * (ERF[k] + sum);
    }
    double positive = 1 - sum * Math.exp(-number * number);
    return number < 0 ? -positive : positive;
  }

  /// In the common space, each of length 1.
  private float[][] projected(float[][] ends) throws IOException {
    var projection = file.floats("text_projection"); // [W,D]
    int d = config.width();
    var units = new float[ends.length][d];
    for (int b = 0; b < ends.length; b++) {
      var sums = new double[d];
      for (int i = 0; i < ends[b].length; i++) {
        for (int o = 0; o < d; o++) {
          sums[o] += (double) ends[b][i] * projection[i * d + o];
        }
      }
      double squares = 0;
      for (double sum : sums) {
        squares += sum * sum;
      }
      for (int o = 0; o < d; o++) {
        units[b][o] = (float) (sums[o] / Math.max(1e-12, Math.sqrt(squares)));
      }
    }
    return units;
  }
}
