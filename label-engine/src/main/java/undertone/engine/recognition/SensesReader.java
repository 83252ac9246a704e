package undertone.engine.recognition;

import java.io.IOException;
import undertone.engine.features.ClipSource;

/// Looks at clips and listens to them.
public interface SensesReader {

  /// @throws IOException if the clip's media cannot be read; the message says why
  Senses of(ClipSource clip) throws IOException, InterruptedException;
}
