package undertone.models.emt;

/// Sizes of an [EmtNet].
///
/// @param text numbers of a word, and of the whole text (D_l)
/// @param audio numbers of a frame of sound (D_a)
/// @param vision numbers of a frame of picture (D_v)
/// @param audioHidden width of the LSTM that reads sound
/// @param visionHidden width of the LSTM that reads pictures
/// @param audioOut numbers of sound once read
/// @param visionOut numbers of picture once read
/// @param width of a token in the transformer (d), a multiple of the heads
/// @param layers of the transformer (L)
/// @param heads of each attention
/// @param attentionDropout 0..1, on the weights of attention, only while training
/// @param forwardDropout 0..1, after each feed-forward part
/// @param head width of the two layers that predict
/// @param headDropout 0..1, before them
/// @param outputs classes, or 1 for a value
/// @param sharing which mutual promotion units are one and the same
/// @param expectation width of the layer by which one view expects another
/// @param attraction weight of the high-level restoration
/// @param restoration weight of the low-level restoration
public record EmtConfig(
    int text,
    int audio,
    int vision,
    int audioHidden,
    int visionHidden,
    int audioOut,
    int visionOut,
    int width,
    int layers,
    int heads,
    float attentionDropout,
    float forwardDropout,
    int head,
    float headDropout,
    int outputs,
    Sharing sharing,
    Expectation expectation,
    float attraction,
    float restoration) {

  /// Which mutual promotion units are one and the same.
  ///
  /// @param directions local from global, and global from local
  /// @param modalities text, sound and picture
  /// @param layers all layers; those also share the pooling
  public record Sharing(boolean directions, boolean modalities, boolean layers) {
    /// One unit for everything, as published.
    public static final Sharing ALL = new Sharing(true, true, true);
  }

  /// Widths of the hidden layers by which one view expects the other, narrower than what comes in.
  ///
  /// @param all of all modalities together
  public record Expectation(int all, int text, int audio, int vision) {}

  public EmtConfig {
    int smallest = Math.min(Math.min(text, audio), Math.min(vision, Math.min(layers, heads)));
    int narrowest = Math.min(Math.min(audioHidden, visionHidden), Math.min(audioOut, visionOut));
    if (Math.min(Math.min(smallest, narrowest), Math.min(head, outputs)) < 1
        || width < heads
        || width % heads != 0) {
      throw new IllegalArgumentException(
          "EMT needs positive sizes and a width that its heads divide but was given width=%d, heads=%d, layers=%d, head=%d, outputs=%d, features %d/%d/%d, LSTMs %d/%d to %d/%d."
              .formatted(
                  width,
                  heads,
                  layers,
                  head,
                  outputs,
                  text,
                  audio,
                  vision,
                  audioHidden,
                  visionHidden,
                  audioOut,
                  visionOut));
    }
  }

  private static final Expectation EXPECTATION = new Expectation(128, 256, 8, 16);

  /// CMU-MOSI. Trained by the authors in batches of 32, gradients of four summed; rates 5e-5 (text
  /// encoder), 1e-3 (sound), 1e-4 (picture), 1e-3 (rest); weight decay .001, .01, .001, .001.
  public static EmtConfig mosi() {
    return new EmtConfig(
        768,
        5,
        20,
        32,
        64,
        16,
        32,
        128,
        3,
        4,
        .3f,
        .1f,
        256,
        .3f,
        1,
        Sharing.ALL,
        EXPECTATION,
        1,
        1);
  }

  /// CMU-MOSEI. Batches of 16, gradients of four summed; rates 2e-5, 1e-4, 1e-4, 1e-4; weight decay
  /// .001.
  public static EmtConfig mosei() {
    return new EmtConfig(
        768, 74, 35, 16, 32, 16, 32, 128, 2, 4, 0, 0, 128, 0, 1, Sharing.ALL, EXPECTATION, 1, 1);
  }

  /// CH-SIMS. Batches of 32, gradients of four summed; rates 2e-5, 1e-3, 1e-3, 1e-3; weight decay
  /// .001 of the text encoder. How wide it expects all modalities together is not published; as in
  /// the others it is as wide as a token here.
  public static EmtConfig sims() {
    return new EmtConfig(
        768,
        33,
        709,
        16,
        32,
        16,
        32,
        32,
        4,
        4,
        0,
        0,
        256,
        0,
        1,
        Sharing.ALL,
        new Expectation(32, 256, 8, 16),
        .5f,
        .5f);
  }

  /// A network that learns in minutes on a processor.
  public static EmtConfig small(int text, int audio, int vision, int outputs) {
    return new EmtConfig(
        text,
        audio,
        vision,
        16,
        16,
        16,
        16,
        32,
        2,
        4,
        0,
        0,
        64,
        0,
        outputs,
        Sharing.ALL,
        new Expectation(32, 32, 8, 8),
        1,
        1);
  }

  /// The sizes for CMU-MOSI, for any features and labels.
  public static EmtConfig base(int text, int audio, int vision, int outputs) {
    return new EmtConfig(
        text,
        audio,
        vision,
        32,
        64,
        16,
        32,
        128,
        3,
        4,
        .3f,
        .1f,
        256,
        .3f,
        outputs,
        Sharing.ALL,
        EXPECTATION,
        1,
        1);
  }

  /// Numbers that a network of these sizes learns.
  long parameters() {
    long d = width;
    long all = 3 * d;
    long whole = (long) text + audioOut + visionOut;
    long units =
        (sharing.layers() ? 1L : layers)
            * (sharing.modalities() ? 1 : 3)
            * (sharing.directions() ? 1 : 2);
    return reader(audio, audioHidden, audioOut)
        + reader(vision, visionHidden, visionOut)
        + whole * d
        + (d + 1) * (text + audio + vision)
        + pull(all, expectation.all())
        + pull(text, expectation.text())
        + pull(audioOut, expectation.audio())
        + pull(visionOut, expectation.vision())
        + units * (2 * (4 * d * d + 3 * d) + 2 * d + 8 * d * (d + 1) + 4 * d * d + 3 * d)
        + (sharing.layers() ? 1L : layers) * (all * all + 2 * all + 1)
        + (whole + all + 1) * head
        + (head + 1L) * head
        + (head + 1L) * outputs;
  }

  private static long reader(long in, long hidden, long out) {
    return 4 * hidden * (in + hidden + 2) + (hidden + 1) * out;
  }

  private static long pull(long wide, long hidden) {
    return wide * (wide + 1) + wide * hidden + 2 * hidden + (hidden + 1) * wide;
  }
}
