package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceDescriptorNet;
import undertone.models.face.FaceWeights;

/// The face of a clip as a network sees it that learned to tell people apart: it says much of who
/// is seen and some of what the face does.
///
/// Each face is seen as it is and mirrored, and the mean over all frames with a face is kept.
public final class FaceDescriptorFeatures implements FeatureExtractor, AutoCloseable {
  private final FaceSquares squares;
  private final FaceReader reader;

  private FaceDescriptorFeatures(MediaDecoder media, FaceReader reader) {
    squares = new FaceSquares(media, FaceDescriptorNet.SIDE);
    this.reader = reader;
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

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return FaceSquares.PARAMETERS + ",mirrored=1,weights=" + FaceWeights.DESCRIPTOR.mark();
  }

  @Override
  public Channel channel() {
    return Channel.VISUAL;
  }

  /// Descriptor `[128]`, share of frames with a face `[1]`.
  @Override
  public int dim() {
    return FaceDescriptorNet.DIM + 1;
  }

  @Override
  public boolean supports(ClipSource clip) {
    return FaceSquares.supports(clip);
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) throws IOException {
    return squares.of(clip).map(this::summary);
  }

  /// @param frames in order of time
  Optional<float[]> describe(List<Frame> frames) {
    return squares.of(frames).map(this::summary);
  }

  private float[] summary(FaceSquares.Seen seen) {
    var views = new ArrayList<>(seen.faces());
    seen.faces().forEach(face -> views.add(face.mirrored()));
    var out = new float[dim()];
    var descriptors = reader.read(views);
    for (int d = 0; d < FaceDescriptorNet.DIM; d++) {
      double sum = 0;
      for (var descriptor : descriptors) {
        sum += descriptor[d];
      }
      out[d] = (float) (sum / descriptors.size());
    }
    out[FaceDescriptorNet.DIM] = seen.share();
    return out;
  }

  /// Frees the detectors and the network. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    squares.close();
    reader.close();
  }
}
