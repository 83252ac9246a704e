package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceExpressionNet;
import undertone.models.face.FaceWeights;

/// The face of a clip as a network sees it that learned seven expressions from other faces.
///
/// Each face is seen as it is and mirrored, and the mean is kept. Of a film the mean over its
/// frames with a face is kept, with how much each expression comes and goes.
public final class FaceExpressionFeatures implements FeatureExtractor, AutoCloseable {
  /// How to be told that the network is not there.
  public static final String ABSENT =
      "The pretrained face network is not part of this build; faces are described by gradients and"
          + " textures alone. Build again with npm and a network to have it.";

  private static final double RATE_HZ = 4; // an expression takes about half a second to come
  private static final int MOST_FRAMES = 32;
  private static final int LONGEST_SIDE = 480; // pixels; a face of a tenth of it is still found
  private static final int EXPRESSIONS = FaceExpressionNet.EXPRESSIONS.size();
  private static final int ACTIVATIONS = FaceExpressionNet.ACTIVATIONS;

  private final MediaDecoder media;
  private final ExpressionReader reader;
  private final ConcurrentLinkedQueue<FacePlace> idle = new ConcurrentLinkedQueue<>();

  private FaceExpressionFeatures(MediaDecoder media, ExpressionReader reader) {
    this.media = media;
    this.reader = reader;
  }

  /// The extractor, where the build has the weights.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static Optional<FaceExpressionFeatures> open(MediaDecoder media) throws IOException {
    var weights = FaceWeights.EXPRESSION.read();
    return weights.isEmpty()
        ? Optional.empty()
        : Optional.of(new FaceExpressionFeatures(media, new ExpressionReader(weights.get())));
  }

  @Override
  public String id() {
    return "faceexpression";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "rateHz=4,mostFrames=32,longestSide=480,mirrored=1,weights="
        + FaceWeights.EXPRESSION.mark();
  }

  @Override
  public Channel channel() {
    return Channel.VISUAL;
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
    return Optional.of("FER2013, CK+ and other public faces: its training data are not published");
  }

  @Override
  public boolean supports(ClipSource clip) {
    return clip.file() != null
        && (clip.modality() == Modality.IMAGE || clip.modality() == Modality.VIDEO);
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) throws IOException {
    if (clip.file() == null) {
      return Optional.empty();
    }
    return describe(media.frames(clip.file(), RATE_HZ, MOST_FRAMES, LONGEST_SIDE));
  }

  /// @param frames in order of time
  Optional<float[]> describe(List<Frame> frames) {
    var polled = idle.poll();
    var place = polled == null ? new FacePlace() : polled; // as many as there are threads
    try {
      var faces = faces(place, frames);
      return faces.isEmpty() ? Optional.empty() : Optional.of(summary(faces, frames.size()));
    } finally {
      idle.add(place);
    }
  }

  private static List<GreyImage> faces(FacePlace place, List<Frame> frames) {
    var faces = new ArrayList<GreyImage>();
    FaceFinder.@Nullable Face before = null;
    for (var frame : frames) {
      var picture = GreyImage.ofRgb(frame.width(), frame.height(), frame.rgb());
      var found = frames.size() == 1 ? place.still(picture) : place.next(picture, before);
      if (found.isPresent()) {
        before = found.get();
        faces.add(square(picture, before));
      }
    }
    return faces;
  }

  // Large faces are averaged down first, since the network's own resizing would skip pixels; small
  // ones keep their pixels and are enlarged exactly as in the network's training.
  private static GreyImage square(GreyImage picture, FaceFinder.Face face) {
    int side = Math.min(face.size(), FaceExpressionNet.SIDE);
    var toPicture = Similarity.square(side, face.centreX(), face.centreY(), face.size());
    return picture.warp(toPicture, side);
  }

  private float[] summary(List<GreyImage> faces, int frames) {
    var views = new ArrayList<>(faces);
    faces.forEach(face -> views.add(face.mirrored()));
    var readings = reader.read(views);
    var out = new float[dim()];
    for (int e = 0; e < EXPRESSIONS; e++) {
      double sum = 0;
      double squares = 0;
      for (int f = 0; f < faces.size(); f++) {
        double both =
            (readings.get(f).logProbabilities()[e]
                    + readings.get(f + faces.size()).logProbabilities()[e])
                / 2;
        sum += both;
        squares += both * both;
      }
      double mean = sum / faces.size();
      out[e] = (float) mean;
      out[EXPRESSIONS + ACTIVATIONS + e] =
          (float) Math.sqrt(Math.max(0, squares / faces.size() - mean * mean));
    }
    for (int a = 0; a < ACTIVATIONS; a++) {
      double sum = 0;
      for (var reading : readings) {
        sum += reading.activations()[a];
      }
      out[EXPRESSIONS + a] = (float) (sum / readings.size());
    }
    out[dim() - 1] = (float) faces.size() / frames;
    return out;
  }

  /// Frees the detectors and the network. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    for (var place = idle.poll(); place != null; place = idle.poll()) {
      place.close();
    }
    reader.close();
  }
}
