package undertone.engine.features;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import undertone.corpora.media.Frame;
import undertone.models.face.FaceLandmarkNet;
import undertone.models.face.FaceWeights;

/// Follows one face through the frames of a film and cuts it out of them in colour, upright, the
/// eyes in one place. Several threads use one.
///
/// A face goes on where the next frame has one that overlaps it, or one of nearly its size nearby.
/// Of several faces the one that is seen in most frames counts. Short gaps are filled by cutting
/// where the face was before and is afterwards; in long ones there is no face.
public final class FaceTracks implements AutoCloseable {
  /// What faces hang on, for those who keep them.
  private static final String PARAMETERS = "eyes=0.31/0.38,gap=4,smooth=1-2-1";

  private static final float EYE_FROM_EDGE = 0.31f; // of the side
  private static final float EYE_FROM_TOP = 0.38f; // of the side
  private static final int LONGEST_GAP = 4; // frames
  private static final float SAME_FACE = 0.1f; // overlap from one frame to the next
  private static final float SAME_SIZE = 1.6f; // larger over smaller

  private final Supplier<Eyes.Finder> finders;
  private final String parameters;
  private final Runnable closing;
  private final ConcurrentLinkedQueue<Looking> idle = new ConcurrentLinkedQueue<>();

  private FaceTracks(Supplier<Eyes.Finder> finders, String parameters, Runnable closing) {
    this.finders = finders;
    this.parameters = parameters;
    this.closing = closing;
  }

  private record Looking(FacePlace places, Eyes.Finder eyes) {}

  /// With the eyes where the network of landmarks puts them; in a build without it, where a cascade
  /// finds them.
  ///
  /// @throws IOException if the weights are not those that this product was made with
  public static FaceTracks open() throws IOException {
    var weights = FaceWeights.LANDMARKS.read();
    if (weights.isEmpty()) {
      return new FaceTracks(EyeFinder::new, PARAMETERS, () -> {});
    }
    var reader =
        new FaceReader(
            owner -> new FaceLandmarkNet(weights.get(), owner),
            FaceLandmarkNet.SIDE,
            said -> said.get(0));
    return new FaceTracks(
        () -> new LandmarkEyes(reader),
        PARAMETERS + ",landmarks=" + FaceWeights.LANDMARKS.mark(),
        reader::close);
  }

  /// Everything beside the frames that can change a face.
  public String parameters() {
    return parameters;
  }

  /// The face in each frame, packed red, green, blue, `side` pixels high and wide; empty where it
  /// is not to be seen.
  ///
  /// @param frames in order of time
  public List<Optional<byte[]>> of(List<Frame> frames, int side) {
    var polled = idle.poll();
    var looking = polled == null ? new Looking(new FacePlace(), finders.get()) : polled;
    try {
      var cuts = smoothed(filled(longest(tracks(looking, frames, side), frames.size())));
      var faces = new ArrayList<Optional<byte[]>>();
      for (int f = 0; f < frames.size(); f++) {
        var cut = cuts[f];
        faces.add(cut == null ? Optional.empty() : Optional.of(cut(frames.get(f), cut, side)));
      }
      return faces;
    } finally {
      idle.add(looking);
    }
  }

  /// Where one face lies in a frame.
  ///
  /// @param track which face it is
  private record Seen(int frame, int track, Similarity toPicture) {}

  private static List<Seen> tracks(Looking looking, List<Frame> frames, int side) {
    var seen = new ArrayList<Seen>();
    FaceFinder.@Nullable Face before = null;
    int track = 0;
    for (int f = 0; f < frames.size(); f++) {
      var frame = frames.get(f);
      var picture = GreyImage.ofRgb(frame.width(), frame.height(), frame.rgb());
      var found =
          frames.size() == 1 ? looking.places.still(picture) : looking.places.next(picture, before);
      if (found.isPresent()) {
        var face = found.get();
        track += before == null || goesOn(before, face) ? 0 : 1;
        seen.add(new Seen(f, track, toPicture(looking, picture, face, side)));
        before = face;
      }
    }
    return seen;
  }

  private static boolean goesOn(FaceFinder.Face before, FaceFinder.Face face) {
    float larger = Math.max(before.size(), face.size());
    boolean near =
        Math.hypot(before.centreX() - face.centreX(), before.centreY() - face.centreY())
            < larger / 2;
    return before.overlap(face) >= SAME_FACE
        || (near && larger <= SAME_SIZE * Math.min(before.size(), face.size()));
  }

  private static Similarity toPicture(
      Looking looking, GreyImage picture, FaceFinder.Face face, int side) {
    return looking
        .eyes
        .find(picture, face)
        .map(pair ->
            Similarity.between(
                EYE_FROM_EDGE * side,
                EYE_FROM_TOP * side,
                (1 - EYE_FROM_EDGE) * side,
                EYE_FROM_TOP * side,
                pair.leftX(),
                pair.leftY(),
                pair.rightX(),
                pair.rightY()))
        .orElseGet(() -> Similarity.square(side, face.centreX(), face.centreY(), face.size()));
  }

  private static @Nullable Similarity[] longest(List<Seen> seen, int frames) {
    var counts = new int[frames + 1];
    int best = 0;
    for (var one : seen) {
      counts[one.track]++;
    }
    for (int track = 1; track < counts.length; track++) {
      best = counts[track] > counts[best] ? track : best;
    }
    var cuts = new @Nullable Similarity[frames];
    for (var one : seen) {
      if (one.track == best) {
        cuts[one.frame] = one.toPicture;
      }
    }
    return cuts;
  }

  private static @Nullable Similarity[] filled(@Nullable Similarity[] cuts) {
    int last = -1;
    for (int f = 0; f < cuts.length; f++) {
      var after = cuts[f];
      if (after != null) {
        var before = last < 0 ? null : cuts[last];
        if (before != null && f - last - 1 <= LONGEST_GAP) {
          for (int gap = last + 1; gap < f; gap++) {
            cuts[gap] = between(before, after, (gap - last) / (float) (f - last));
          }
        }
        last = f;
      }
    }
    return cuts;
  }

  private static Similarity between(Similarity one, Similarity other, float share) {
    return new Similarity(
        one.a() + share * (other.a() - one.a()),
        one.b() + share * (other.b() - one.b()),
        one.tx() + share * (other.tx() - one.tx()),
        one.ty() + share * (other.ty() - one.ty()));
  }

  /// A face trembles less than what finds it does.
  private static @Nullable Similarity[] smoothed(@Nullable Similarity[] cuts) {
    var smooth = cuts.clone();
    for (int f = 1; f + 1 < cuts.length; f++) {
      var before = cuts[f - 1];
      var own = cuts[f];
      var after = cuts[f + 1];
      if (before != null && own != null && after != null) {
        smooth[f] = between(own, between(before, after, 0.5f), 0.5f);
      }
    }
    return smooth;
  }

  private static byte[] cut(Frame frame, Similarity toPicture, int side) {
    var face = new byte[3 * side * side];
    for (int channel = 0; channel < 3; channel++) {
      var values = new float[frame.width() * frame.height()];
      for (int p = 0; p < values.length; p++) {
        values[p] = Byte.toUnsignedInt(frame.rgb()[3 * p + channel]);
      }
      var cut = new GreyImage(frame.width(), frame.height(), values).warp(toPicture, side).bytes();
      for (int p = 0; p < cut.length; p++) {
        face[3 * p + channel] = cut[p];
      }
    }
    return face;
  }

  /// Frees the detectors. No film may be in the middle of being looked at.
  @Override
  public void close() {
    for (var looking = idle.poll(); looking != null; looking = idle.poll()) {
      looking.places.close();
      looking.eyes.close();
    }
    closing.run();
  }
}
