package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import undertone.engine.augmentation.Pictures;

/// The pictures of clips: one of a still, several of a film.
public final class ClipPictures {
  private final Pictures pictures;
  private final int[][] ofClip; // [N][1..] rows of the pictures, in order of time

  private ClipPictures(Pictures pictures, int[][] ofClip) {
    this.pictures = pictures;
    this.ofClip = ofClip;
  }

  /// One picture per clip.
  static ClipPictures stills(Pictures pictures) {
    return new ClipPictures(
        pictures,
        IntStream.range(0, pictures.count()).mapToObj(i -> new int[] {i}).toArray(int[][]::new));
  }

  /// As many pictures as each clip has. A clip with none is given the mean of all, as a clip
  /// without features is given the mean of those.
  ///
  /// @param perClip pictures of each clip in order of time, packed red, green, blue
  /// @param side height and width
  /// @throws IllegalArgumentException if no clip has a picture
  public static ClipPictures of(List<List<byte[]>> perClip, int side) {
    var all = new ArrayList<byte[]>();
    var ofClip = new int[perClip.size()][];
    for (int i = 0; i < ofClip.length; i++) {
      int first = all.size();
      all.addAll(perClip.get(i));
      ofClip[i] = IntStream.range(first, all.size()).toArray();
    }
    if (all.isEmpty()) {
      throw new IllegalArgumentException(
          "No face was found in any clip, so there is nothing that a network could read; let it read"
              + " features instead.");
    }
    all.add(mean(all));
    int[] none = {all.size() - 1};
    for (int i = 0; i < ofClip.length; i++) {
      ofClip[i] = ofClip[i].length == 0 ? none : ofClip[i];
    }
    return new ClipPictures(new Pictures(all.toArray(byte[][]::new), side), ofClip);
  }

  private static byte[] mean(List<byte[]> pictures) {
    var mean = new byte[pictures.getFirst().length];
    for (int at = 0; at < mean.length; at++) {
      long sum = 0;
      for (var picture : pictures) {
        sum += picture[at] & 0xff;
      }
      mean[at] = (byte) (sum / pictures.size());
    }
    return mean;
  }

  int clips() {
    return ofClip.length;
  }

  public Pictures pictures() {
    return pictures;
  }

  /// Those of some clips, in their order; nothing is copied.
  public ClipPictures of(int[] clips) {
    return new ClipPictures(
        pictures, Arrays.stream(clips).mapToObj(i -> ofClip[i]).toArray(int[][]::new));
  }

  /// The middle picture of each clip `[B]`.
  int[] middle(int[] clips) {
    return Arrays.stream(clips).map(i -> ofClip[i][ofClip[i].length / 2]).toArray();
  }

  /// Any picture of each clip `[B]`; nothing is drawn for a still.
  int[] any(int[] clips, SplittableRandom random) {
    return Arrays.stream(clips)
        .map(i -> ofClip[i][ofClip[i].length == 1 ? 0 : random.nextInt(ofClip[i].length)])
        .toArray();
  }

  /// Adds what can be seen of a clip to a hash.
  public void addTo(RunHash hash, int clip) {
    for (int row : ofClip[clip]) {
      hash.add(pictures.bytes(row));
    }
  }
}
