package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import undertone.corpora.Modality;
import undertone.corpora.media.Frame;
import undertone.corpora.media.MediaDecoder;
import undertone.models.face.FaceLandmarkNet;
import undertone.models.face.FaceWeights;

/// The face of a clip as [OrientedGradients] and [LocalBinaryPatterns], with nothing learned.
///
/// Each face is described twice, as it is and mirrored, and the mean is kept: a smile to the left
/// is a smile to the right. Of a film the mean over its frames with a face is kept, with how much
/// each part of the face moves and how often a face is seen.
public final class FaceFeatures implements FeatureExtractor, AutoCloseable {
  private static final double RATE_HZ = 4; // an expression takes about half a second to come
  private static final int MOST_FRAMES = 32;
  private static final int LONGEST_SIDE = 480; // pixels; a face of a tenth of it is still found
  private static final int CELLS = 8;
  private static final int TILES = 6;

  private final OrientedGradients gradients = new OrientedGradients(FaceCrop.SIDE / CELLS, CELLS);
  private final LocalBinaryPatterns patterns = new LocalBinaryPatterns(TILES, 2);
  private final MediaDecoder media;
  private final EyesBy eyesBy;
  private final ConcurrentLinkedQueue<FaceCrop> idle = new ConcurrentLinkedQueue<>();

  /// Who says where the eyes are, by which a face is turned and scaled.
  ///
  /// @param id of the extractor that goes by them
  /// @param parameter what the vectors hang on beside those of all; may be empty
  /// @param closing frees what the finders share
  private record EyesBy(
      String id, String parameter, Supplier<Eyes.Finder> finder, Runnable closing) {}

  private FaceFeatures(MediaDecoder media, EyesBy eyesBy) {
    this.media = media;
    this.eyesBy = eyesBy;
  }

  /// With the eyes where a cascade finds them, and the usual place where it finds none.
  public FaceFeatures(MediaDecoder media) {
    this(media, new EyesBy("facehoglbp", "", EyeFinder::new, () -> {}));
  }

  /// With the eyes where the network of landmarks puts them, where the build has its weights.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static Optional<FaceFeatures> aligned(MediaDecoder media) throws IOException {
    var weights = FaceWeights.LANDMARKS.read();
    if (weights.isEmpty()) {
      return Optional.empty();
    }
    var reader =
        new FaceReader(
            owner -> new FaceLandmarkNet(weights.get(), owner),
            FaceLandmarkNet.SIDE,
            said -> said.get(0));
    return Optional.of(
        new FaceFeatures(
            media,
            new EyesBy(
                "alignedhoglbp",
                ",eyes=" + FaceWeights.LANDMARKS.mark(),
                () -> new LandmarkEyes(reader),
                reader::close)));
  }

  @Override
  public String id() {
    return eyesBy.id();
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "rateHz=4,mostFrames=32,longestSide=480,crop=96,cells=8,directions=18,tiles=6,radius=2"
        + eyesBy.parameter();
  }

  @Override
  public Channel channel() {
    return Channel.VISUAL;
  }

  /// Gradients `[8,8,31]`, patterns `[6,6,59]`, motion `[8,8]`, share of frames with a face `[1]`.
  @Override
  public int dim() {
    return gradients.dim() + patterns.dim() + CELLS * CELLS + 1;
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
    var crop =
        polled == null
            ? new FaceCrop(eyesBy.finder().get())
            : polled; // as many as there are threads
    try {
      return summary(faces(crop, frames), frames.size());
    } finally {
      idle.add(crop);
    }
  }

  private List<float[]> faces(FaceCrop crop, List<Frame> frames) {
    var faces = new ArrayList<float[]>();
    FaceFinder.@Nullable Face before = null;
    for (var frame : frames) {
      var picture = GreyImage.ofRgb(frame.width(), frame.height(), frame.rgb());
      var found = frames.size() == 1 ? crop.still(picture) : crop.next(picture, before);
      if (found.isPresent()) {
        faces.add(describe(found.get().face()));
        before = found.get().place();
      }
    }
    return faces;
  }

  /// `[8*8*31 + 6*6*59]`
  private float[] describe(GreyImage face) {
    var edges = gradients.of(face);
    var texture = patterns.of(face);
    var out = new float[gradients.dim() + patterns.dim()];
    mean(edges, gradients.mirrored(edges), out, 0);
    mean(texture, patterns.mirrored(texture), out, gradients.dim());
    return out;
  }

  private static void mean(float[] one, float[] other, float[] out, int from) {
    for (int i = 0; i < one.length; i++) {
      out[from + i] = (one[i] + other[i]) / 2;
    }
  }

  private Optional<float[]> summary(List<float[]> faces, int frames) {
    if (faces.isEmpty()) {
      return Optional.empty();
    }
    var out = new float[dim()];
    int described = faces.getFirst().length;
    int perCell = gradients.dim() / (CELLS * CELLS);
    for (int i = 0; i < described; i++) {
      double sum = 0;
      for (var face : faces) {
        sum += face[i];
      }
      double mean = sum / faces.size();
      out[i] = (float) mean;
      if (i < gradients.dim()) {
        double squares = 0;
        for (var face : faces) {
          squares += (face[i] - mean) * (face[i] - mean);
        }
        out[described + i / perCell] += (float) (squares / faces.size());
      }
    }
    for (int cell = 0; cell < CELLS * CELLS; cell++) {
      out[described + cell] = (float) Math.sqrt(out[described + cell]);
    }
    out[described + CELLS * CELLS] = (float) faces.size() / frames;
    return Optional.of(out);
  }

  /// Frees the detectors. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    for (var crop = idle.poll(); crop != null; crop = idle.poll()) {
      crop.close();
    }
    eyesBy.closing().run();
  }
}
