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
      try {
        if (reading.lacking(senses.of(clips.get(i))).isEmpty()) {
          places.add(i);
        }
      } catch (IOException _) {
        continue; // counted with those that show nothing
      }
    }
    return new Sighted(places, clips.size() - places.size());
  }
}
