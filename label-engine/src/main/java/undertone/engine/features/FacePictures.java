package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import undertone.corpora.media.MediaDecoder;
import undertone.engine.augmentation.Pictures;

/// The faces of clips as pictures, for networks that read pictures: grey, upright, all eyes in one
/// place. Of a film up to three, early, in the middle and late among its frames with a face.
///
/// Each clip's pictures are kept as one vector of brightness, so that they lie in the cache beside
/// what other extractors say of the clip.
public final class FacePictures implements FeatureExtractor, AutoCloseable {
  /// Height and width in pixels.
  public static final int SIDE = 48;

  private static final int MOST = 3;
  private static final int PIXELS = SIDE * SIDE;
  private static final Similarity TO_CROP =
      Similarity.square(SIDE, FaceCrop.SIDE / 2f, FaceCrop.SIDE / 2f, FaceCrop.SIDE);

  private final UprightFaces upright;

  private FacePictures(UprightFaces upright) {
    this.upright = upright;
  }

  /// With the eyes where the network of landmarks puts them; in a build without it, where a cascade
  /// finds them.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static FacePictures open(MediaDecoder media) throws IOException {
    return new FacePictures(
        UprightFaces.byLandmarks(media).orElseGet(() -> UprightFaces.byCascade(media)));
  }

  /// Faces of each clip in order of time, packed red, green, blue; none where no face was found or
  /// the media could not be read.
  ///
  /// @throws java.util.concurrent.CancellationException if the progress asks to stop
  /// @throws IOException if the cache cannot be written
  public List<List<byte[]>> of(
      List<ClipSource> clips, FeatureCache cache, int threads, FeatureProgress progress)
      throws IOException, InterruptedException {
    var found = new ArrayList<List<byte[]>>();
    clips.forEach(_ -> found.add(List.of()));
    try (var crew = new Crew(threads)) {
      crew.each(clips.size(), progress, i -> found.set(i, of(clips.get(i), cache)));
    }
    return found;
  }

  private List<byte[]> of(ClipSource clip, FeatureCache cache)
      throws IOException, InterruptedException {
    if (!supports(clip)) {
      return List.of();
    }
    try {
      return cache.vector(this, clip).map(FacePictures::pictures).orElse(List.of());
    } catch (UnreadableClipException _) {
      return List.of(); // told where the clip's features are read
    }
  }

  private static List<byte[]> pictures(float[] brightness) {
    var pictures = new ArrayList<byte[]>();
    for (int f = 0; f < MOST; f++) {
      var picture = new byte[PIXELS * Pictures.CHANNELS];
      for (int p = 0; p < PIXELS; p++) {
        byte grey = (byte) Math.clamp(Math.round(brightness[f * PIXELS + p]), 0, 255);
        Arrays.fill(picture, p * Pictures.CHANNELS, (p + 1) * Pictures.CHANNELS, grey);
      }
      if (pictures.isEmpty() || !Arrays.equals(pictures.getLast(), picture)) {
        pictures.add(picture); // a still stands there three times
      }
    }
    return pictures;
  }

  @Override
  public String id() {
    return "facepixels";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public String parameters() {
    return "rateHz=4,mostFrames=32,longestSide=480,crop=96,side=48,most=3" + upright.parameter();
  }

  @Override
  public Channel channel() {
    return Channel.VISUAL;
  }

  /// Brightness 0..255, `[3,48,48]`.
  @Override
  public int dim() {
    return MOST * PIXELS;
  }

  @Override
  public boolean supports(ClipSource clip) {
    return FaceSquares.supports(clip);
  }

  @Override
  public Optional<float[]> extract(ClipSource clip) throws IOException {
    return upright
        .of(clip)
        .map(seen -> {
          var faces = seen.faces();
          var brightness = new float[dim()];
          for (int f = 0; f < MOST; f++) {
            var face = faces.get((2 * f + 1) * faces.size() / (2 * MOST));
            var small = face.warp(TO_CROP, SIDE);
            System.arraycopy(small.pixels(), 0, brightness, f * PIXELS, PIXELS);
          }
          return brightness;
        });
  }

  /// Frees the detectors. No clip may be in the middle of its extraction.
  @Override
  public void close() {
    upright.close();
  }
}
