package undertone.engine.challenge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.challenge.Coverage;
import undertone.corpora.challenge.LabelTable;
import undertone.corpora.challenge.MerTrack;
import undertone.corpora.challenge.MerTrack.Answer;
import undertone.corpora.challenge.Named;
import undertone.corpora.challenge.OpenSetTable;
import undertone.corpora.challenge.Preference;
import undertone.corpora.challenge.PreferenceTable;
import undertone.corpora.challenge.SynonymGroups;
import undertone.corpora.challenge.WheelFiles;
import undertone.corpora.manifest.RowFault;
import undertone.engine.challenge.ChallengeScores.LabelPair;

/// A file of predictions, checked and scored by the rules of its track.
///
/// @param figures by name; none where there are faults
/// @param faults of either file; with one of them nothing is scored
/// @param notes what the organisers would object to although it can be scored
/// @param dropped words of open sets that no emotion wheel knows; none on other tracks
public record Evaluation(
    SequencedMap<String, Number> figures,
    List<RowFault> faults,
    List<RowFault> notes,
    Dropped dropped) {

  /// Words that come to no class of any wheel, and how often each occurs.
  public record Dropped(Map<String, Integer> truth, Map<String, Integer> predicted) {
    static final Dropped NONE = new Dropped(Map.of(), Map.of());
  }

  /// What is scored, and with what.
  ///
  /// @param truth labels of people
  /// @param predicted what is handed in
  /// @param synonyms groups of words, for `mer2024-ov`; without them words are compared as they are
  /// @param wheels folder of emotion wheels, for the open sets of 2025 and 2026
  public record Input(Path truth, Path predicted, @Nullable Path synonyms, @Nullable Path wheels) {}

  public Evaluation {
    faults = List.copyOf(faults);
    notes = List.copyOf(notes);
  }

  private Evaluation(
      SequencedMap<String, Number> figures, List<RowFault> faults, List<RowFault> notes) {
    this(figures, faults, notes, Dropped.NONE);
  }

  /// @throws undertone.corpora.challenge.ChallengeFileException if a file cannot be read at all
  public static Evaluation of(MerTrack track, Input input) throws IOException {
    return switch (track.answer()) {
      case CLASS, CLASS_AND_VALENCE -> ofClasses(track, input);
      case OPEN_SET -> ofOpenSets(track, input);
      case PREFERENCE -> ofPreferences(input);
    };
  }

  private static Evaluation ofClasses(MerTrack track, Input input) throws IOException {
    boolean valence = track.answer() == Answer.CLASS_AND_VALENCE;
    var truth = LabelTable.read(input.truth());
    var predicted = LabelTable.submission(input.predicted(), track);
    var faults = faults(track, input, truth.mentions(), predicted.mentions());
    faults.addAll(0, predicted.faults());
    faults.addAll(0, truth.faults());
    if (valence) {
      for (var row : truth.rows()) {
        if (row.valence() == null) {
          faults.add(fault(input.truth(), row, "the valence is missing, which this track scores"));
        }
      }
    }
    if (!faults.isEmpty()) {
      return faulty(faults);
    }
    var answers = byName(predicted.rows());
    var pairs =
        truth.rows().stream()
            .map(row -> new LabelPair(row, Objects.requireNonNull(answers.get(row.name()))))
            .toList();
    return new Evaluation(
        ChallengeScores.ofClasses(pairs, valence),
        List.of(),
        notes(track, input, predicted.rows().size()));
  }

  private static <R extends Named> Map<String, R> byName(List<R> rows) {
    return rows.stream().collect(Collectors.toMap(Named::name, Function.identity()));
  }

  private static Evaluation ofOpenSets(MerTrack track, Input input) throws IOException {
    var truth = OpenSetTable.read(input.truth(), track.dialect());
    var predicted = OpenSetTable.read(input.predicted(), track.dialect());
    var faults = faults(track, input, truth.mentions(), predicted.mentions());
    faults.addAll(0, predicted.faults());
    faults.addAll(0, truth.faults());
    if (!faults.isEmpty()) {
      return faulty(faults);
    }
    var notes = notes(track, input, predicted.rows().size());
    return track == MerTrack.MER2024_OV
        ? new Evaluation(
            ChallengeScores.ofGroups(sets(truth), sets(predicted), groups(input)), List.of(), notes)
        : onWheels(track, input, sets(truth), sets(predicted), notes);
  }

  private static Map<String, List<String>> sets(OpenSetTable table) {
    var sets = new LinkedHashMap<String, List<String>>();
    table.rows().forEach(row -> sets.put(row.name(), row.words()));
    return sets;
  }

  private static SynonymGroups groups(Input input) throws IOException {
    return input.synonyms() == null ? SynonymGroups.NONE : SynonymGroups.read(input.synonyms());
  }

  private static Evaluation onWheels(
      MerTrack track,
      Input input,
      Map<String, List<String>> truth,
      Map<String, List<String>> predicted,
      List<RowFault> notes)
      throws IOException {
    var folder = input.wheels();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "%s is scored on emotion wheels; name the folder of the organisers' emotion_wheel files."
              .formatted(track.code()));
    }
    // In 2026 the organisers froze what in 2025 was made of the tables; the two differ a little.
    boolean frozen = track == MerTrack.MER2026_OV && WheelFiles.hasFrozen(folder);
    var wheels = frozen ? WheelFiles.frozen(folder) : WheelFiles.tables(folder);
    int levels = track == MerTrack.MER2026_OV ? 1 : 2;
    var by = new WheelScore(wheels);
    return new Evaluation(
        ChallengeScores.ofWheels(truth, predicted, wheels, levels),
        List.of(),
        notes,
        new Dropped(by.dropped(truth, levels), by.dropped(predicted, levels)));
  }

  private static Evaluation ofPreferences(Input input) throws IOException {
    var truth = PreferenceTable.truth(input.truth());
    var predicted = PreferenceTable.replies(input.predicted());
    var faults = new ArrayList<>(truth.faults());
    faults.addAll(predicted.faults());
    if (preferences(truth).stream().allMatch(Preference.SAME::equals)) {
      faults.add(
          new RowFault(
              name(input.truth()),
              0,
              "",
              "there is no pair of which one description is better",
              List.of()));
    }
    if (predicted.rows().size() != truth.rows().size()) {
      faults.add(
          new RowFault(
              name(input.predicted()),
              0,
              "",
              "there are %d answers to %d pairs"
                  .formatted(predicted.rows().size(), truth.rows().size()),
              List.of()));
    }
    for (int i = 0; faults.isEmpty() && i < truth.rows().size(); i++) {
      var asked = truth.rows().get(i);
      var answered = predicted.rows().get(i);
      // A clip may have several pairs, so they go together by their places.
      if (!answered.name().isEmpty()
          && !asked.name().isEmpty()
          && !answered.name().equals(asked.name())) {
        faults.add(
            fault(
                input.predicted(),
                answered,
                "the answer is to clip %s where the pair is of clip %s; keep the order of the pairs"
                    .formatted(answered.name(), asked.name())));
      }
    }
    return faults.isEmpty()
        ? new Evaluation(
            ChallengeScores.ofPreferences(preferences(truth), preferences(predicted)),
            List.of(),
            List.of())
        : faulty(faults);
  }

  private static List<Preference> preferences(PreferenceTable table) {
    return table.rows().stream().map(PreferenceTable.Row::preference).toList();
  }

  /// What is wrong with the names of the clips.
  private static List<RowFault> faults(
      MerTrack track, Input input, List<? extends Named> truth, List<? extends Named> predicted) {
    var faults = new ArrayList<RowFault>();
    if (truth.isEmpty()) {
      faults.add(empty(input.truth()));
    }
    var names = truth.stream().map(Named::name).toList();
    faults.addAll(Coverage.faults(name(input.truth()), truth, names, false));
    faults.addAll(
        Coverage.faults(name(input.predicted()), predicted, names, track.hidesItsClips()));
    return faults;
  }

  private static List<RowFault> notes(MerTrack track, Input input, int rows) {
    var notes = new ArrayList<RowFault>();
    var file = name(input.predicted());
    if (track.candidates() > 0 && rows != track.candidates()) {
      notes.add(
          new RowFault(
              file,
              0,
              "",
              "there are %d rows where the organisers ask for %d"
                  .formatted(rows, track.candidates()),
              List.of()));
    }
    if (!track.fileName().isEmpty() && !file.equals(track.fileName())) {
      notes.add(
          new RowFault(
              file, 0, "", "the organisers want it called " + track.fileName(), List.of()));
    }
    return notes;
  }

  private static Evaluation faulty(List<RowFault> faults) {
    return new Evaluation(new LinkedHashMap<>(), faults, List.of());
  }

  private static RowFault empty(Path file) {
    return new RowFault(name(file), 0, "", "there are no rows", List.of());
  }

  private static RowFault fault(Path file, Named row, String reason) {
    return new RowFault(name(file), row.line(), "", reason, List.of());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
