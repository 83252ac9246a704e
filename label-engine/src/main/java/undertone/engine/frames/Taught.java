package undertone.engine.frames;

/// A lesson whose face is to be seen.
record Taught(FrameLesson lesson, GreyFilm film) {}
