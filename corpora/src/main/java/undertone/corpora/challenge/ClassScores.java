package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import undertone.corpora.numpy.Npz;
import undertone.corpora.numpy.NumpyArray;

/// What a model gives each of the six classes, as baselines leave it: the array `emo_probs`
/// `[N,6]`, whose rows follow the list of candidates and name no clip themselves.
///
/// @param scores in the order of [MerClass]; probabilities or scores before the softmax
public record ClassScores(String name, List<Double> scores) {
  private static final String EMO_PROBS = "emo_probs";

  public ClassScores {
    scores = List.copyOf(scores);
    if (scores.size() != MerClass.IN_ORDER.size()) {
      throw new IllegalArgumentException(
          "A clip has %d scores, one for each class, not %d."
              .formatted(MerClass.IN_ORDER.size(), scores.size()));
    }
  }

  /// The class of the highest score, the first of equal ones.
  public MerClass best() {
    int best = 0;
    for (int c = 1; c < scores.size(); c++) {
      best = scores.get(c) > scores.get(best) ? c : best;
    }
    return MerClass.IN_ORDER.get(best);
  }

  /// @param names of the clips, in the order of the rows
  public static List<ClassScores> read(Path path, List<String> names) throws IOException {
    var file = String.valueOf(path.getFileName());
    var rows = Npz.read(path).require(EMO_PROBS).rows();
    int classes = MerClass.IN_ORDER.size();
    if (rows.length != names.size() || (rows.length > 0 && rows[0].length != classes)) {
      throw new ChallengeFileException(
          "%s: %s has the shape [%s,%s] but the candidates ask for [%s,%s].",
          file,
          EMO_PROBS,
          rows.length,
          rows.length == 0 ? 0 : rows[0].length,
          names.size(),
          classes);
    }
    var scores = new ArrayList<ClassScores>();
    for (int i = 0; i < rows.length; i++) {
      if (!Arrays.stream(rows[i]).allMatch(Double::isFinite)) {
        throw new ChallengeFileException(
            "%s: the scores of clip %s are not finite.", file, names.get(i));
      }
      scores.add(new ClassScores(names.get(i), Arrays.stream(rows[i]).boxed().toList()));
    }
    return scores;
  }

  public static void write(Path file, List<ClassScores> clips) throws IOException {
    var rows =
        clips.stream()
            .map(clip -> clip.scores().stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new);
    var arrays = new LinkedHashMap<String, NumpyArray>();
    arrays.put(EMO_PROBS, NumpyArray.of(rows));
    try (var out = Files.newOutputStream(file)) {
      Npz.write(out, arrays);
    }
  }
}
