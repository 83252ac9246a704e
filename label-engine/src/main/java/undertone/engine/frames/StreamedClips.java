package undertone.engine.frames;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /// frame at least.
  public long lasts(String clip) {
    var length = micros.get(clip);
    return length == null ? Math.max(guessed(clip), InStep.FRAME_MICROS) : length;
  }

  private long guessed(String clip) {
    double most = 0;
    for (int s = 0; s < known.sources().size(); s++) {
      var card = known.sources().get(s).card();
      most = Math.max(most, known.of(s, clip).map(steps -> seconds(steps, card)).orElse(0.0));
    }
    return Math.round(most * MICROS);
  }

  /// How long a stream is: by its times, else by its rate, else as if it had a step a frame.
  private static double seconds(ClipSteps steps, ModalityCard card) {
    var times = steps.seconds().orElse(null);
    if (times != null && times.length > 0) {
      return times[times.length - 1] * (times.length + 1) / times.length; // and half a step
    }
    var rate = card.rateHz();
    return steps.length() / (rate == null ? InStep.RATE : rate);
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
