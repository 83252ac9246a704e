package undertone.engine.frames;

/// A lesson of whose clip there is something to be seen, at some moments.
interface Taught {
  FrameLesson lesson();

  /// Moments at which the clip is looked at.
  int size();

  /// When, from the start of the clip.
  long micros(int frame);
}
