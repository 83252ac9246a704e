package undertone.engine.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the table of a bench is read as.
public enum TableFormat {
  /// A folder with `clips.csv`.
  CLIPS,
  /// A partial-label table of MATLAB 5.
  MAT;

  /// As the command line says it.
  String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @throws IllegalArgumentException for a word that names no format
  public static TableFormat of(String written) {
    return Arrays.stream(values())
        .filter(format -> format.written().equals(written))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "--format must be clips or mat but is \"%s\".".formatted(written)));
  }

  /// What a table is read as.
  ///
  /// @param said what somebody asked for; null = guessed from the path: a name that ends in `.mat`
  ///   is a MATLAB table
  /// @throws IllegalArgumentException if what is there cannot be read as what was asked for
  static TableFormat of(Path data, @Nullable TableFormat said) {
    if (said == null) {
      return data.toString().toLowerCase(Locale.ROOT).endsWith(".mat") ? MAT : CLIPS;
    }
    if (said == CLIPS && Files.isRegularFile(data)) {
      throw new IllegalArgumentException(
          "%s is a file, and --format clips reads a folder with clips.csv; name the folder, or try"
                  .formatted(data)
              + " --format mat.");
    }
    if (said == MAT && Files.isDirectory(data)) {
      throw new IllegalArgumentException(
          "%s is a folder, and --format mat reads one MATLAB file; name the file, or try"
                  .formatted(data)
              + " --format clips.");
    }
    return said;
  }
}
