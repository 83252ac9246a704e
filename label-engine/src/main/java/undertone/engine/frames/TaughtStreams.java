package undertone.engine.frames;

/// A lesson of whose clip something is known.
record TaughtStreams(FrameLesson lesson, InStep streams) implements Taught {
  @Override
  public int size() {
    return streams.frames();
  }

  @Override
  public long micros(int frame) {
    return streams.micros(frame);
  }
}
