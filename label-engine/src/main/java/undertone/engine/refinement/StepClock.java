package undertone.engine.refinement;

/// How long the steps of a training take.
final class StepClock {
  private long began;
  private long nanoseconds;
  private int steps;

  void begins() {
    began = System.nanoTime();
  }

  void ends() {
    nanoseconds += System.nanoTime() - began;
    steps++;
  }

  int steps() {
    return steps;
  }

  /// Mean of all steps, NaN without any.
  double millisecondsPerStep() {
    return nanoseconds / 1e6 / steps;
  }
}
