package undertone.annotator.cli;

import picocli.CommandLine.IVersionProvider;
import undertone.annotator.home.CodeVersion;

final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "undertone " + CodeVersion.current(), "Java " + Runtime.version(),
    };
  }
}
