package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceLandmarkNet;
import undertone.models.face.FaceWeights;

/// The face of a clip as a network sees it that learned where brows, eyes, nose, lips and jaw are:
/// the shape they make, whatever the size and turn of the head, and what the network made it of.
///
/// Each face is seen as it is and mirrored, and the mean over all frames with a face is kept, with
/// how far each point moves.
public final class FaceLandmarkFeatures extends FaceNetFeatures {
  private static final int SHAPE = 2 * FaceShape.POINTS;
  private static final int ACTIVATIONS = FaceLandmarkNet.ACTIVATIONS;

  private FaceLandmarkFeatures(MediaDecoder media, FaceReader reader) {
    super(media, reader, FaceLandmarkNet.SIDE, FaceWeights.LANDMARKS);
  }

  /// The extractor, where the build has the weights.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static Optional<FaceLandmarkFeatures> open(MediaDecoder media) throws IOException {
    var weights = FaceWeights.LANDMARKS.read();
    return weights.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FaceLandmarkFeatures(
                media,
                new FaceReader(
                    owner -> new FaceLandmarkNet(weights.get(), owner),
                    FaceLandmarkNet.SIDE,
                    said -> said.get(0).concat(said.get(1), 1))));
  }

  @Override
  public String id() {
    return "facelandmarks";
  }

  /// Points `[68,2]` in distances between the eyes, activations `[256]`, spread of each point
  /// `[68]`, share of frames with a face `[1]`.
  @Override
  public int dim() {
    return SHAPE + ACTIVATIONS + FaceShape.POINTS + 1;
  }

  @Override
  float[] summary(List<float[]> readings, float share) {
    int faces = readings.size() / 2;
    var shapes = new ArrayList<float[]>();
    for (int f = 0; f < faces; f++) {
      shapes.add(FaceShape.betweenEyes(seenTwice(readings.get(f), readings.get(f + faces))));
    }
    var out = new float[dim()];
    for (var shape : shapes) {
      for (int i = 0; i < SHAPE; i++) {
        out[i] += shape[i] / faces;
      }
    }
    for (var reading : readings) {
      for (int a = 0; a < ACTIVATIONS; a++) {
        out[SHAPE + a] += reading[SHAPE + a] / readings.size();
      }
    }
    for (int point = 0; point < FaceShape.POINTS; point++) {
      out[SHAPE + ACTIVATIONS + point] = spread(shapes, out, point);
    }
    out[dim() - 1] = share;
    return out;
  }

  // Each reading goes on with what the network made the points of.
  private static float[] seenTwice(float[] face, float[] mirrored) {
    return FaceShape.seenTwice(Arrays.copyOf(face, SHAPE), Arrays.copyOf(mirrored, SHAPE));
  }

  private static float spread(List<float[]> shapes, float[] mean, int point) {
    double squares = 0;
    for (var shape : shapes) {
      double across = shape[2 * point] - mean[2 * point];
      double down = shape[2 * point + 1] - mean[2 * point + 1];
      squares += across * across + down * down;
    }
    return (float) Math.sqrt(squares / shapes.size());
  }
}
