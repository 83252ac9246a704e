package undertone.engine.refinement;

import undertone.engine.augmentation.Pictures;

/// Pictures with candidate sets to learn from, and pictures with known labels to measure on.
public final class PixelData {
  private final Pictures pictures; // those to learn from first
  private final boolean[][] sets; // [N,K]
  private final int[] testTruths; // [M]

  /// @param pictures N to learn from, then M to measure on
  /// @param sets candidates `[N,K]`
  /// @param testTruths label of each of the M
  public PixelData(Pictures pictures, boolean[][] sets, int[] testTruths) {
    this.pictures = pictures;
    this.sets = sets;
    this.testTruths = testTruths;
    if (sets.length < 2 || sets.length + testTruths.length != pictures.count()) {
      throw new IllegalArgumentException(
          "%d pictures were given with %d candidate sets and %d labels to measure on; two or more sets are needed, and one set or label for each picture."
              .formatted(pictures.count(), sets.length, testTruths.length));
    }
  }

  Pictures pictures() {
    return pictures;
  }

  boolean[][] sets() {
    return sets;
  }

  int[] testTruths() {
    return testTruths;
  }

  int classes() {
    return sets[0].length;
  }
}
