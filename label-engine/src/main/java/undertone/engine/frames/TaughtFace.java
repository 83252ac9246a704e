package undertone.engine.frames;

/// A lesson whose face is to be seen.
record TaughtFace(FrameLesson lesson, GreyFilm film) implements Taught {
  @Override
  public int size() {
    return film.size();
  }

  @Override
  public long micros(int frame) {
    return film.micros(frame);
  }
}
