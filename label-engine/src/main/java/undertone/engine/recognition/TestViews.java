package undertone.engine.recognition;

/// Which parts of a clip are looked at when it is judged. What is said of them is averaged.
///
/// Source: the authors' test, `video-mae`: windows of time evenly spread from the first to the
/// last, where each begins rounded down; in each, windows of the picture spread alike along its
/// longer side. Aligned faces are square, so all of those are one and the same, and it is read
/// once. One window of time alone, which the authors do not have, stands in the middle.
///
/// @param clips windows of time
/// @param crops windows of the picture
public record TestViews(int clips, int crops) {
  /// The first window and the last, whole.
  public static final TestViews USUAL = new TestViews(2, 1);

  public static final int MOST = 32;

  public TestViews {
    within("clips", clips);
    within("crops", crops);
  }

  private static void within(String what, int value) {
    if (value < 1 || value > MOST) {
      throw new IllegalArgumentException(
          "A clip is judged by 1 to %d %s, not %d.".formatted(MOST, what, value));
    }
  }

  /// Where windows begin.
  ///
  /// @param length of what they lie in
  /// @param window their own
  /// @param count of them
  static int[] starts(int length, int window, int count) {
    int last = Math.max(0, length - window);
    var starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = count == 1 ? last / 2 : (int) ((double) last * i / (count - 1));
    }
    return starts;
  }
}
