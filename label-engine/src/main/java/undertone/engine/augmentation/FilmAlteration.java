package undertone.engine.augmentation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// One way of altering a film, drawn by chance and the same for all its frames.
///
/// Source: `video-mae`, section 8, with two liberties: what is turned or pushed takes the nearest
/// pixel instead of an interpolated one, and a piece is stretched by a triangle filter instead of a
/// cubic one.
public final class FilmAlteration {
  private static final double MAGNITUDE = 7; // of 10
  private static final double MAGNITUDE_SPREAD = 0.5;
  private static final double LARGEST_MAGNITUDE = 10;
  private static final int CHANGES = 4; // drawn, of which half are made
  private static final double LEAST_PIECE = 0.08;
  private static final double LONGEST_PIECE = 4.0 / 3;
  private static final double ERASED = 0.25; // of films
  private static final double LEAST_ERASED = 0.02;
  private static final double MOST_ERASED = 1.0 / 3;
  private static final double LONGEST_ERASED = 1 / 0.3;
  private static final double[] SIDES = {1, 0.875, 0.75, 0.66}; // of pieces in pre-training
  private static final int[][] CORNERS = { // of pieces, in quarters of what is left over
    {0, 0}, {4, 0}, {0, 4}, {4, 4}, {2, 2}, {0, 2}, {4, 2}, {2, 4}, {2, 0}, {1, 1}, {3, 1}, {1, 3},
    {3, 3}
  };

  private final int side;
  private final List<Consumer<Picture>> changes;
  private final Piece piece;
  private final Optional<Piece> erased;

  private FilmAlteration(
      int side, List<Consumer<Picture>> changes, Piece piece, Optional<Piece> erased) {
    this.side = side;
    this.changes = changes;
    this.piece = piece;
    this.erased = erased;
  }

  /// For films whose labels are learned: other colours and places, a piece of .08 to 1 of the area,
  /// and of every fourth film a box that is erased.
  ///
  /// @param side of the frames, in pixels
  public static FilmAlteration fineTuning(int side, RandomGenerator random) {
    var changes = new ArrayList<Consumer<Picture>>();
    var all = RandomChange.values();
    for (int i = 0; i < CHANGES; i++) {
      var change = all[random.nextInt(all.length)];
      double magnitude = MAGNITUDE + MAGNITUDE_SPREAD * random.nextGaussian();
      int sign = random.nextBoolean() ? 1 : -1;
      if (random.nextBoolean()) {
        double share = Math.clamp(magnitude, 0, LARGEST_MAGNITUDE) / LARGEST_MAGNITUDE;
        changes.add(change.at(share, sign));
      }
    }
    var piece =
        Piece.any(side, LEAST_PIECE, 1, LONGEST_PIECE, random).orElseGet(() -> Piece.whole(side));
    var erased =
        random.nextDouble() < ERASED
            ? Piece.any(side, LEAST_ERASED, MOST_ERASED, LONGEST_ERASED, random)
            : Optional.<Piece>empty();
    return new FilmAlteration(side, changes, piece, erased);
  }

  /// For films that are learned from without labels: a piece whose sides are 1, .875, .75 or .66 of
  /// the film's, at most one step apart, at one of thirteen places.
  ///
  /// @param side of the frames, in pixels
  public static FilmAlteration preTraining(int side, RandomGenerator random) {
    int across;
    int down;
    do { // so that every pair of sides that is allowed is as likely as any other, as published
      across = random.nextInt(SIDES.length);
      down = random.nextInt(SIDES.length);
    } while (Math.abs(across - down) > 1);
    int width = Math.max(1, (int) (side * SIDES[across]));
    int height = Math.max(1, (int) (side * SIDES[down]));
    var corner = CORNERS[random.nextInt(CORNERS.length)];
    var piece =
        new Piece((side - width) / 4 * corner[0], (side - height) / 4 * corner[1], width, height);
    return new FilmAlteration(side, List.of(), piece, Optional.empty());
  }

  /// A frame, altered.
  ///
  /// @param frame packed red, green, blue, row by row; may be changed
  public byte[] of(byte[] frame) {
    if (frame.length != side * side * Pictures.CHANNELS) {
      throw new IllegalArgumentException(
          "Frames of %d pixels square are %d bytes long but one of %d was given."
              .formatted(side, side * side * Pictures.CHANNELS, frame.length));
    }
    var picture = new Picture(frame, side, Picture.GREY);
    changes.forEach(change -> change.accept(picture));
    if (!piece.equals(Piece.whole(side))) {
      picture.crop(piece);
    }
    return picture.pixels();
  }

  /// Whether a pixel of every frame, once altered and mirrored, is to show nothing but noise.
  public boolean erases(int x, int y) {
    return erased.filter(box -> box.covers(x, y)).isPresent();
  }
}
