package undertone.annotator.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import undertone.annotator.home.HomeFolder;

/// `--home`, shared by every command that works on an installation.
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Where data live (default: $UNDERTONE_HOME, else ./data).")
  private @Nullable Path home;

  HomeFolder folder() {
    return HomeFolder.of(home).ready();
  }
}
