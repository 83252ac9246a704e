package undertone.annotator.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import tools.jackson.databind.json.JsonMapper;

/// `undertone bench …`: measures a method or a screen path end to end and writes one JSON object.
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures methods and screen paths; no running installation is needed.",
    subcommands = {
      MethodBenches.Refine.class,
      MethodBenches.Curve.class,
      MethodBenches.Growth.class,
      MethodBenches.Aggregate.class,
      MethodBenches.AgreementOf.class,
      MethodBenches.Council.class,
      MethodBenches.Pico.class,
      PseudoBenches.Pseudo.class,
      MerBenches.Mer.class,
      MerBenches.Robustness.class,
      TalkBenches.Gcnet.class,
      TalkBenches.Emt.class,
      SpeechBenches.Nas.class,
      FaceBenches.Abaw.class,
      RecognitionBenches.PreTrainingBench.class,
      SpeedBenches.SpeedOf.class,
      SearchBenches.Retrieve.class,
      SearchBenches.Search.class,
      SearchBenches.ZeroShot.class,
      HouseBenches.Browse.class,
      HouseBenches.Queue.class,
      HouseBenches.Review.class,
      HouseBenches.Load.class,
      HouseBenches.Release.class
    })
final class BenchCommand {

  /// Prints a bench's figures and, if asked to, keeps them in a file.
  static void report(Map<String, Object> report, @Nullable Path json) throws IOException {
    var text = JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(report);
    System.out.println(text);
    if (json != null) {
      Files.writeString(json, text + "\n");
    }
  }
}
