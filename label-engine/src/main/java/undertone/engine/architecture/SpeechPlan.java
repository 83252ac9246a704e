package undertone.engine.architecture;

import undertone.models.nas.CnnConfig;
import undertone.models.nas.RnnConfig;
import undertone.models.nas.StreamSpace;
import undertone.models.nas.TwoStreamConfig.Fusion;

/// How structures are searched and trained.
///
/// @param channels of the first cells' nodes, even
/// @param width of the recurrent state
/// @param searchEpochs of the search, and of each structure that is drawn instead
/// @param epochs of a structure from scratch
/// @param batch utterances a step
/// @param searchRate of learning of the weights while searching, at the start of its cosine
/// @param architectureRate of learning of the structure; steps are few here, so it is larger than
///   the 3e-4 of DARTS
/// @param rate of learning from scratch, at the start of its cosine
/// @param candidates structures that are drawn in place of a search
/// @param seconds after which a search of one stream ends early; 0 = never
/// @param fusion how the streams come together
/// @param seed of all that is drawn
public record SpeechPlan(
    int channels,
    int width,
    int searchEpochs,
    int epochs,
    int batch,
    double searchRate,
    double architectureRate,
    double rate,
    int candidates,
    double seconds,
    Fusion fusion,
    long seed) {
  private static final int JOINED = 48; // numbers of a stream once they are compared

  /// What one processor core does in minutes.
  public static final SpeechPlan LIGHT =
      new SpeechPlan(4, 24, 10, 20, 32, .025, .02, .004, 2, 0, Fusion.GATE, 0);

  public SpeechPlan {
    int least = Math.min(Math.min(searchEpochs, epochs), Math.min(candidates, width));
    if (least < 1 || batch < 2 || channels < 2 || channels % 2 != 0 || seconds < 0) {
      throw new IllegalArgumentException(
          "Epochs, width and candidates must be at least 1, channels even, a batch at least 2; they are %d and %d, %d, %d, %d, %d."
              .formatted(searchEpochs, epochs, width, candidates, channels, batch));
    }
  }

  /// The same under another seed.
  public SpeechPlan withSeed(long other) {
    return with(searchEpochs, epochs, candidates, other);
  }

  SpeechPlan withEpochs(int ofSearch, int ofTraining) {
    return with(ofSearch, ofTraining, candidates, seed);
  }

  SpeechPlan withCandidates(int other) {
    return with(searchEpochs, epochs, other, seed);
  }

  private SpeechPlan with(int ofSearch, int ofTraining, int drawn, long other) {
    return new SpeechPlan(
        channels,
        width,
        ofSearch,
        ofTraining,
        batch,
        searchRate,
        architectureRate,
        rate,
        drawn,
        seconds,
        fusion,
        other);
  }

  CnnConfig cnn(StreamForm form) {
    return space().cnn(form.classes());
  }

  RnnConfig rnn(StreamForm form) {
    return space().rnn(form.numbers(), form.classes());
  }

  StreamSpace space() {
    return new StreamSpace(StreamForm.BANDS, StreamForm.FRAMES, channels, width, JOINED);
  }
}
