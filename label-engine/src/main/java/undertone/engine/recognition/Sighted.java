package undertone.engine.recognition;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import undertone.engine.features.ClipSource;

/// The clips in which there is something for a network to look at or to listen to.
///
/// @param places of them among all
/// @param nothing how many have nothing, or cannot be read
record Sighted(List<Integer> places, int nothing) {

  static Sighted of(
      List<ClipSource> clips, Reading reading, SensesReader senses, RecognitionWatch watch)
      throws InterruptedException {
    var places = new ArrayList<Integer>();
    for (int i = 0; i < clips.size(); i++) {
      if (watch.cancelled()) {
        throw new CancellationException("Training was cancelled while its clips were read.");
      }
      if (shows(clips.get(i), reading, senses)) {
        places.add(i);
      }
      watch.looked(i + 1, clips.size());
    }
    return new Sighted(places, clips.size() - places.size());
  }

  private static boolean shows(ClipSource clip, Reading reading, SensesReader senses)
      throws InterruptedException {
    try {
      return reading.lacking(senses.of(clip)).isEmpty();
    } catch (IOException _) {
      return false; // told to whoever asks for an opinion on it
    }
  }
}
