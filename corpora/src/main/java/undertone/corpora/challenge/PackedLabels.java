package undertone.corpora.challenge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import undertone.corpora.numpy.Npz;

/// Labels as the baselines keep them, `label-6way.npz`: in one file a dictionary for each part of
/// the corpus, `train_corpus`, `test1_corpus`, …, of clip to `{emo, val}`.
///
/// @param parts by name
public record PackedLabels(List<Part> parts) {

  /// @param name such as `train` or `test1`
  /// @param labelled false where the file says neutral and no valence of every clip, as it does of
  ///   parts whose labels are not known
  public record Part(String name, boolean labelled, List<LabelTable.Row> rows) {
    public Part {
      rows = List.copyOf(rows);
    }
  }

  private static final String ENDING = "_corpus";

  public PackedLabels {
    parts = List.copyOf(parts);
  }

  public static PackedLabels read(Path path) throws IOException {
    var file = String.valueOf(path.getFileName());
    var arrays = Npz.read(path);
    var parts = new ArrayList<Part>();
    for (var name : arrays.names()) {
      if (name.endsWith(ENDING)) {
        if (!(arrays.require(name).item() instanceof Map<?, ?> clips)) {
          throw new ChallengeFileException("%s: %s is no dictionary of clips.", file, name);
        }
        parts.add(part(file, name, clips));
      }
    }
    if (parts.isEmpty()) {
      throw new ChallengeFileException(
          "%s: has no array that ends in %s, only %s.", file, ENDING, arrays.names());
    }
    return new PackedLabels(parts);
  }

  private static Part part(String file, String name, Map<?, ?> clips) {
    var rows = new ArrayList<LabelTable.Row>();
    for (var clip : clips.entrySet()) {
      if (!(clip.getKey() instanceof String clipName)
          || !(clip.getValue() instanceof Map<?, ?> l)) {
        throw new ChallengeFileException(
            "%s: %s is no dictionary of clips and labels.", file, name);
      }
      if (!(l.get("emo") instanceof String word)) {
        throw new ChallengeFileException(
            "%s: %s gives clip %s no word for a class.", file, name, clipName);
      }
      var emotion =
          MerClass.meant(word)
              .orElseThrow(() ->
                  new ChallengeFileException(
                      "%s: %s: clip %s is \"%s\", which is no class.", file, name, clipName, word));
      rows.add(new LabelTable.Row(rows.size() + 1L, clipName, emotion, valence(l.get("val"))));
    }
    boolean labelled =
        rows.stream().anyMatch(row -> row.valence() != null || row.emotion() != MerClass.NEUTRAL);
    return new Part(name.substring(0, name.length() - ENDING.length()), labelled, rows);
  }

  private static @Nullable Double valence(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() != LabelTable.NO_VALENCE
        ? (Double) number.doubleValue()
        : null;
  }
}
