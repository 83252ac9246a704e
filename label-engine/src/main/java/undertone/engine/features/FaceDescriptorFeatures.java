package undertone.engine.features;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceDescriptorNet;
import undertone.models.face.FaceWeights;

/// The face of a clip as a network sees it that learned to tell people apart: it says much of who
/// is seen and some of what the face does.
///
/// Each face is seen as it is and mirrored, and the mean over all frames with a face is kept.
public final class FaceDescriptorFeatures extends FaceNetFeatures {
  private FaceDescriptorFeatures(MediaDecoder media, FaceReader reader) {
    super(media, reader, FaceDescriptorNet.SIDE, FaceWeights.DESCRIPTOR);
  }

  /// The extractor, where the build has the weights.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static Optional<FaceDescriptorFeatures> open(MediaDecoder media) throws IOException {
    var weights = FaceWeights.DESCRIPTOR.read();
    return weights.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FaceDescriptorFeatures(
                media,
                new FaceReader(
                    owner -> new FaceDescriptorNet(weights.get(), owner),
                    FaceDescriptorNet.SIDE,
                    said -> said.head())));
  }

  @Override
  public String id() {
    return "facedescriptor";
  }

  /// Descriptor `[128]`, share of frames with a face `[1]`.
  @Override
  public int dim() {
    return FaceDescriptorNet.DIM + 1;
  }

  @Override
  float[] summary(List<float[]> readings, float share) {
    var out = new float[dim()];
    for (int d = 0; d < FaceDescriptorNet.DIM; d++) {
      double sum = 0;
      for (var descriptor : readings) {
        sum += descriptor[d];
      }
      out[d] = (float) (sum / readings.size());
    }
    out[FaceDescriptorNet.DIM] = share;
    return out;
  }
}
