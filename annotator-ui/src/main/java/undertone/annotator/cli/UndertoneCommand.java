package undertone.annotator.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `undertone`: the root of the command line.
@Command(
    name = "undertone",
    mixinStandardHelpOptions = true,
    versionProvider = VersionText.class,
    description = "A self-hosted workbench for emotion corpora.",
    subcommands = {
      ServeCommand.class,
      EngineCommand.class,
      DoctorCommand.class,
      CorpusCommand.class,
      RunCommand.class,
      ReleaseCommand.class,
      SearchCommand.class,
      ModelsCommand.class,
      FeaturesCommand.class,
      TracksCommand.class,
      EvaluateCommand.class,
      BenchCommand.class
    },
    footer = {"", "`undertone test` (by the launcher) runs every check of the project."})
public final class UndertoneCommand implements Runnable {

  /// Exit code of commands whose work goes on in other threads.
  public static final int KEEPS_RUNNING = -1;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli fills the field
  public UndertoneCommand() {}

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
