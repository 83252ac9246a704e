package undertone.engine.captions;

import java.io.IOException;
import java.util.Arrays;
import undertone.models.weights.SafeTensors;
import undertone.models.weights.UnreadableWeightsException;

/// The half of a [CaptionSpace] that reads sentences, in plain Java: whoever only asks questions of
/// a space needs no tensor library for it.
///
/// The numbers are those of [CaptionSpace#embedSentences] up to rounding.
public final class SentenceSide {
  private final String sentenceEncoder;
  private final float[] mean; // [S]
  private final float[] spread; // [S]
  private final float[][] layers; // weights of each layer, row by row
  private final float[][] biases;

  private SentenceSide(
      String sentenceEncoder, float[] mean, float[] spread, float[][] layers, float[][] biases) {
    this.sentenceEncoder = sentenceEncoder;
    this.mean = mean;
    this.spread = spread;
    this.layers = layers;
    this.biases = biases;
  }

  /// @param bytes as [CaptionSpace#bytes()] wrote them
  /// @throws UnreadableWeightsException if it is another file, or damaged
  public static SentenceSide read(byte[] bytes) throws IOException {
    var file = SafeTensors.read(bytes);
    var names =
        file.names().contains("text.hidden.weight")
            ? new String[] {"text.hidden", "text.proj"}
            : new String[] {"text.proj"};
    var layers = new float[names.length][];
    var biases = new float[names.length][];
    int width = (int) file.shape("sentences.mean").size();
    int wide = width;
    for (int l = 0; l < names.length; l++) {
      layers[l] = file.floats(names[l] + ".weight");
      biases[l] = file.floats(names[l] + ".bias");
      if (layers[l].length != (long) biases[l].length * wide) {
        throw new UnreadableWeightsException(
            "%s has %d weights for %d numbers in and %d out."
                .formatted(names[l], layers[l].length, wide, biases[l].length));
      }
      wide = biases[l].length;
    }
    var spread = file.floats("sentences.spread");
    if (spread.length != width) {
      throw new UnreadableWeightsException(
          "Sentences have %d means and %d spreads.".formatted(width, spread.length));
    }
    return new SentenceSide(
        file.metadata().getOrDefault("sentence-encoder", ""),
        file.floats("sentences.mean"),
        spread,
        layers,
        biases);
  }

  /// Id of the encoder whose vectors it reads.
  public String sentenceEncoder() {
    return sentenceEncoder;
  }

  /// Numbers of a vector of the space.
  public int width() {
    return biases[biases.length - 1].length;
  }

  /// A sentence in the space `[D]`, length 1.
  ///
  /// @param sentence vector of the encoder `[S]`
  public float[] embed(float[] sentence) {
    if (sentence.length != mean.length) {
      throw new IllegalArgumentException(
          "A vector of %s has %d numbers, not %d."
              .formatted(sentenceEncoder, mean.length, sentence.length));
    }
    var read = new float[sentence.length];
    for (int d = 0; d < read.length; d++) {
      read[d] = (sentence[d] - mean[d]) / spread[d];
    }
    for (int l = 0; l < layers.length; l++) {
      read = passed(layers[l], biases[l], read);
      if (l < layers.length - 1) {
        for (int d = 0; d < read.length; d++) {
          read[d] = Math.max(0, read[d]);
        }
      }
    }
    return Vectors.unit(read);
  }

  private static float[] passed(float[] weights, float[] bias, float[] in) {
    var out = Arrays.copyOf(bias, bias.length);
    for (int o = 0; o < out.length; o++) {
      double sum = 0;
      for (int i = 0; i < in.length; i++) {
        sum += weights[o * in.length + i] * in[i];
      }
      out[o] += (float) sum;
    }
    return out;
  }
}
