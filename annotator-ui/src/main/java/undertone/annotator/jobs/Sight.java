package undertone.annotator.jobs;

import java.io.IOException;
import undertone.annotator.home.HomeFolder;
import undertone.engine.recognition.SensesReader;

/// How models come to look at clips and to listen to them.
interface Sight {

  /// @param home where what was read is kept
  /// @return to be closed
  SensesReader open(HomeFolder home) throws IOException;

  /// What looks with these senses from now on, and closes them with itself.
  interface Looking<T> {
    T begin() throws IOException;
  }

  /// Begins to look; where that fails, nobody else would close the senses.
  static <T> T orClose(SensesReader senses, Looking<T> looking) throws IOException {
    try {
      return looking.begin();
    } catch (IOException | RuntimeException e) {
      senses.close();
      throw e;
    }
  }
}
