package undertone.annotator.jobs;

import java.io.IOException;
import undertone.annotator.home.HomeFolder;
import undertone.engine.recognition.SensesReader;

/// How models come to look at clips and to listen to them.
interface Sight {

  /// @param home where what was read is kept
  /// @return to be closed
  SensesReader open(HomeFolder home) throws IOException;
}
