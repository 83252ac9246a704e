package undertone.engine.features;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceExpressionNet;
import undertone.models.face.FaceWeights;

/// The face of a clip as a network sees it that learned seven expressions from other faces.
///
/// Each face is seen as it is and mirrored, and the mean is kept. Of a film the mean over its
/// frames with a face is kept, with how much each expression comes and goes.
public final class FaceExpressionFeatures extends FaceNetFeatures {
  /// How to be told that the networks are not there.
  public static final String ABSENT =
      "The pretrained face networks are not part of this build; faces are described by gradients and"
          + " textures alone. Build again with npm and a network to have them.";

  /// What the network may have learned from: figures on it flatter.
  public static final String MAY_HAVE_SEEN =
      "FER2013, CK+ and other public faces: its training data are not published";

  private static final int EXPRESSIONS = FaceExpressionNet.EXPRESSIONS.size();
  private static final int ACTIVATIONS = FaceExpressionNet.ACTIVATIONS;

  private FaceExpressionFeatures(MediaDecoder media, FaceReader reader) {
    super(media, reader, FaceExpressionNet.SIDE, FaceWeights.EXPRESSION);
  }

  /// The extractor, where the build has the weights.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static Optional<FaceExpressionFeatures> open(MediaDecoder media) throws IOException {
    var weights = FaceWeights.EXPRESSION.read();
    return weights.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FaceExpressionFeatures(
                media,
                new FaceReader(
                    owner -> new FaceExpressionNet(weights.get(), owner),
                    FaceExpressionNet.SIDE,
                    said -> said.get(0).logSoftmax(1).concat(said.get(1), 1))));
  }

  @Override
  public String id() {
    return "faceexpression";
  }

  /// Log probabilities `[7]`, activations `[256]`, spread of the log probabilities `[7]`, share of
  /// frames with a face `[1]`.
  @Override
  public int dim() {
    return EXPRESSIONS + ACTIVATIONS + EXPRESSIONS + 1;
  }

  /// The log probabilities `[7]` within a vector of this extractor: the mean over the frames.
  public static float[] logProbabilities(float[] vector) {
    return Arrays.copyOf(vector, EXPRESSIONS);
  }

  @Override
  public Optional<String> mayHaveSeen() {
    return Optional.of(MAY_HAVE_SEEN);
  }

  @Override
  float[] summary(List<float[]> readings, float share) {
    int faces = readings.size() / 2;
    var out = new float[dim()];
    for (int e = 0; e < EXPRESSIONS; e++) {
      double sum = 0;
      double squares = 0;
      for (int f = 0; f < faces; f++) {
        double both = (readings.get(f)[e] + readings.get(f + faces)[e]) / 2;
        sum += both;
        squares += both * both;
      }
      double mean = sum / faces;
      out[e] = (float) mean;
      out[EXPRESSIONS + ACTIVATIONS + e] =
          (float) Math.sqrt(Math.max(0, squares / faces - mean * mean));
    }
    for (int a = 0; a < ACTIVATIONS; a++) {
      double sum = 0;
      for (var reading : readings) {
        sum += reading[EXPRESSIONS + a];
      }
      out[EXPRESSIONS + a] = (float) (sum / readings.size());
    }
    out[dim() - 1] = share;
    return out;
  }
}
