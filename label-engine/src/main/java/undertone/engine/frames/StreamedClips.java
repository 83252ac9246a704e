package undertone.engine.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleBiFunction;
import undertone.engine.contract.ClipSteps;
import undertone.engine.contract.ModalityCard;
import undertone.engine.contract.Normalisation;
import undertone.engine.multimodal.DescribedClips;
import undertone.models.hosting.FeatureModel;

/// What is known of clips, and how long they last.
///
/// @param known modality by modality
/// @param micros length of clips, by their names; none of clips without media, or whose media have
///   no length
public record StreamedClips(DescribedClips known, Map<String, Long> micros) {
  private static final double MICROS = 1e6;

  public StreamedClips {
    micros = Map.copyOf(micros);
  }

  StreamedClips on(Normalisation scale) {
    return new StreamedClips(known.on(scale), micros);
  }

  /// Whether anything is known of how long a clip lasts.
  boolean runs(String clip) {
    return micros.containsKey(clip) || guessed(clip) > 0;
  }

  /// Microseconds; of a clip of which nobody knows, as many as its longest stream needs, and one
  /// frame at least. Where no stream tells of time either, each step counts as a frame, only so
  /// that it can be read.
  public long lasts(String clip) {
    var length = micros.get(clip);
    if (length != null) {
      return length;
    }
    double told = guessed(clip);
    double seconds = told > 0 ? told : longest(clip, (steps, _) -> steps.length() / InStep.RATE);
    return Math.max(Math.round(seconds * MICROS), InStep.FRAME_MICROS);
  }

  /// Seconds; 0 where no stream tells.
  private double guessed(String clip) {
    return longest(clip, StreamedClips::seconds);
  }

  private double longest(String clip, ToDoubleBiFunction<ClipSteps, ModalityCard> seconds) {
    double most = 0;
    for (int s = 0; s < known.sources().size(); s++) {
      var card = known.sources().get(s).card();
      most =
          Math.max(
              most, known.of(s, clip).map(steps -> seconds.applyAsDouble(steps, card)).orElse(0.0));
    }
    return most;
  }

  /// How long a stream is, by its times, else by its rate; 0 if it has neither.
  private static double seconds(ClipSteps steps, ModalityCard card) {
    var times = steps.seconds().orElse(null);
    var rate = card.rateHz();
    if (times == null || times.length == 0) {
      return rate == null ? 0 : steps.length() / rate;
    }
    double last = times[times.length - 1];
    if (times.length > 1) {
      return last + (last - times[0]) / (times.length - 1) / 2; // the last step's second half
    }
    return rate == null ? last : last + .5 / rate;
  }

  /// A clip whose streams run in step; empty where nothing is known of it.
  ///
  /// @param most frames; of a longer clip, each covers more of it
  /// @param stepsOfFrame steps of a stream a frame
  Optional<InStep> inStep(String clip, int most, int stepsOfFrame) {
    if (!known.knows(clip)) {
      return Optional.empty();
    }
    long lasts = lasts(clip);
    int frames = Math.clamp(Math.round(lasts * InStep.RATE / MICROS), 1, most);
    var streams = new ArrayList<float[]>();
    for (var modality : FeatureModel.MODALITIES) {
      int source = known.place(modality);
      streams.add(
          source < 0
              ? new float[0]
              : known
                  .of(source, clip)
                  .map(steps ->
                      new StreamClock(known.sources().get(source).card(), lasts)
                          .evenly(steps, frames * stepsOfFrame))
                  .orElseGet(() -> new float[0]));
    }
    return Optional.of(new InStep(lasts, frames, stepsOfFrame, List.copyOf(streams)));
  }
}
