package undertone.engine.recognition;

import java.io.IOException;
import undertone.engine.features.ClipSource;

/// Looks at clips and listens to them.
public interface SensesReader extends AutoCloseable {

  /// @throws IOException if the clip's media cannot be read; the message says why
  Senses of(ClipSource clip) throws IOException, InterruptedException;

  /// Lets go of what it holds in memory.
  @Override
  default void close() {}
}
