package undertone.engine.llm;

/// What a model is shown and asked. Batches are those of the published benchmark (Lian et al. 2023,
/// *GPT-4V with Emotion*, arXiv:2312.04293, released code).
public enum AskKind {
  /// Pictures of faces: what they express.
  FACE(20, false, true),
  /// Pictures: what they make the viewer feel.
  EVOKED(20, false, true),
  /// Faces whose expression is slight and brief.
  MICRO(20, false, true),
  /// What was said.
  TEXT(20, true, false),
  /// Frames of a film.
  VIDEO(8, false, true),
  /// Frames of a film and what was said in it.
  VIDEO_AND_TEXT(6, true, true);

  private final int batch;
  private final boolean words;
  private final boolean frames;

  AskKind(int batch, boolean words, boolean frames) {
    this.batch = batch;
    this.words = words;
    this.frames = frames;
  }

  /// Items in one request, at first.
  public int batch() {
    return batch;
  }

  public boolean showsWords() {
    return words;
  }

  public boolean showsFrames() {
    return frames;
  }

  /// Whether all labels are to be ranked, not the five that fit best.
  boolean ranksAll() {
    return this == EVOKED || this == MICRO;
  }
}
