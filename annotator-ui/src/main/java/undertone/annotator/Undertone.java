package undertone.annotator;

import picocli.CommandLine;
import undertone.annotator.cli.PlainWords;
import undertone.annotator.cli.UndertoneCommand;

/// Starts Undertone: as web app, as engine, or as one of the commands.
public final class Undertone {
  private Undertone() {}

  public static void main(String[] args) {
    int exit =
        new CommandLine(new UndertoneCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(new PlainWords())
            .execute(args);
    if (exit != UndertoneCommand.KEEPS_RUNNING) {
      System.exit(exit);
    }
  }
}
