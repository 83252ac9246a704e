package undertone.engine.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import undertone.corpora.LabelScheme;
import undertone.corpora.manifest.ClipRow;

/// Finds every fault of a data set, not only the first. Of features one file is in memory at a
/// time.
public final class FeatureSetCheck {
  private static final int LONGEST_ID = 128;
  private static final int NEAR = 3; // letters changed

  private final Path root;
  private final boolean sharedAllowed;
  private final List<Fault> faults = new ArrayList<>();

  private FeatureSetCheck(Path root, boolean sharedAllowed) {
    this.root = root;
    this.sharedAllowed = sharedAllowed;
  }

  /// @param sharedAllowed whether a conversation, else a speaker, may be in several splits
  /// @throws IOException if the folder cannot be read at all
  public static SetReport of(Path root, boolean sharedAllowed) throws IOException {
    return new FeatureSetCheck(root, sharedAllowed).report();
  }

  private SetReport report() throws IOException {
    if (!Files.isDirectory(root)) {
      throw new IllegalArgumentException("There is no folder %s to check.".formatted(root));
    }
    var card = SetCardFile.read(root, faults::add);
    var clips = FeatureSet.rows(root, faults);
    var lines = new HashMap<String, Long>();
    clips.forEach(clip -> lines.put(clip.name(), clip.line()));
    clips.forEach(this::id);
    splits(clips);
    turns(clips);
    card.ifPresent(known -> clips.forEach(clip -> label(clip, known)));
    var modalities = new ArrayList<SetReport.OfModality>();
    if (card.isPresent()) {
      for (var modality : card.get().modalities()) {
        strangers(modality, lines.keySet());
        modalities.add(features(modality, clips));
      }
    }
    return new SetReport(
        clips.size(),
        Dialogue.of(clips).stream().filter(talk -> talk.length() > 1).count(),
        counted(clips, card.isPresent() && card.get().task() == SetCard.Task.REGRESSION),
        clips.stream()
            .collect(
                Collectors.groupingBy(
                    clip -> Objects.requireNonNullElse(clip.split(), ""),
                    TreeMap::new,
                    Collectors.counting())),
        modalities,
        faults);
  }

  private static Map<String, Long> counted(List<ClipRow> clips, boolean values) {
    return values
        ? Map.of()
        : clips.stream()
            .filter(clip -> clip.gold() != null)
            .collect(
                Collectors.groupingBy(
                    clip -> Objects.requireNonNull(clip.gold()),
                    TreeMap::new,
                    Collectors.counting()));
  }

  private void ofRow(ClipRow clip, String reason, String remedy) {
    faults.add(new Fault(FeatureSet.TABLE, clip.line(), clip.name(), reason, remedy));
  }

  private void id(ClipRow clip) {
    if (clip.name().length() > LONGEST_ID) {
      ofRow(
          clip,
          "has an id of %d characters".formatted(clip.name().length()),
          "call it by at most %d".formatted(LONGEST_ID));
    }
  }

  private void label(ClipRow clip, SetCard card) {
    var gold = clip.gold();
    switch (card.task()) {
      case CLASSIFICATION -> {
        if (gold != null && !card.classes().contains(gold)) {
          ofRow(
              clip,
              "has the label \"%s\", which %s does not list".formatted(gold, SetCardFile.NAME),
              nearest(gold, card.classes())
                  .map(near -> "write \"%s\" or add the class".formatted(near))
                  .orElse("write one of " + String.join(", ", card.classes())));
        }
      }
      case REGRESSION -> value(clip, gold, card.range());
      case VA, MTL -> {} // their labels are in columns of numbers, or of frames
    }
  }

  private void value(ClipRow clip, @Nullable String gold, SetCard.@Nullable Range range) {
    Double value = clip.valence();
    if (gold != null) {
      try {
        value = Double.valueOf(gold);
      } catch (NumberFormatException _) {
        ofRow(
            clip,
            "has the label \"%s\", which is no number".formatted(gold),
            "write the value, or leave it empty if nobody knows it");
        return;
      }
    }
    if (value != null
        && (!Double.isFinite(value)
            || (range != null && (value < range.from() || value > range.to())))) {
      ofRow(
          clip,
          "has the value %s outside the range of %s".formatted(value, SetCardFile.NAME),
          "mend the value or the range");
    }
  }

  private static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(one -> LabelScheme.editDistance(one, word) <= NEAR)
        .min(Comparator.comparingInt(one -> LabelScheme.editDistance(one, word)));
  }

  /// A conversation, else a speaker, is in one split.
  private void splits(List<ClipRow> clips) {
    if (sharedAllowed) {
      return;
    }
    var first = new HashMap<String, ClipRow>();
    var told = new HashSet<String>();
    for (var clip : clips) {
      var split = clip.split();
      if (split == null || clip.group().isEmpty()) {
        continue;
      }
      var kind = clip.conversation() == null ? "speaker" : "conversation";
      var group = kind + " " + clip.group().get();
      var earlier = first.putIfAbsent(group, clip);
      if (earlier != null && !split.equals(earlier.split()) && told.add(group + "\n" + split)) {
        ofRow(
            clip,
            "puts the %s into split %s, which line %d puts into %s"
                .formatted(group, split, earlier.line(), earlier.split()),
            "keep each %s in one split, or allow it on purpose".formatted(kind));
      }
    }
  }

  /// Turns of a conversation have an order, and times follow it.
  private void turns(List<ClipRow> clips) {
    for (var clip : clips) {
      if (clip.startMicros() != null
          && clip.endMicros() != null
          && clip.endMicros() < clip.startMicros()) {
        ofRow(clip, "ends before it starts", "swap start and end, or mend them");
      }
      if (clip.turn() != null && clip.conversation() == null) {
        ofRow(
            clip,
            "has turn %d of no conversation".formatted(clip.turn()),
            "name its conversation, or leave the turn empty");
      }
    }
    for (var talk : Dialogue.of(clips)) {
      for (int i = 1; i < talk.length(); i++) {
        inOrder(talk.turns().get(i - 1), talk.turns().get(i), talk.name());
      }
    }
  }

  private void inOrder(ClipRow before, ClipRow clip, String talk) {
    if (clip.turn() == null && clip.startMicros() == null) {
      ofRow(
          clip,
          "has no place in conversation %s".formatted(talk),
          "give it a turn, or a start in seconds");
      return;
    }
    var start = clip.startMicros();
    var earlier = before.startMicros();
    boolean timed = start != null && earlier != null;
    if (clip.turn() != null
        && clip.turn().equals(before.turn())
        && (!timed || Objects.equals(start, earlier))) {
      ofRow(
          clip,
          "has turn %d of conversation %s, as line %d has"
              .formatted(clip.turn(), talk, before.line()),
          "number the turns in order");
    } else if (start != null && earlier != null && start < earlier) {
      ofRow(
          clip,
          "starts at %s s, before the turn of line %d at %s s, which comes first in conversation %s"
              .formatted(start / 1e6, before.line(), earlier / 1e6, talk),
          "number the turns by their start, or mend the start");
    }
  }

  /// Files that belong to no clip.
  private void strangers(ModalityCard modality, Set<String> clips) throws IOException {
    var folder = root.resolve(modality.folder());
    var written = modality.folder().toString().replace('\\', '/');
    if (!Files.isDirectory(folder)) {
      faults.add(
          Fault.of(
              written,
              "is missing, though %s lists %s".formatted(SetCardFile.NAME, modality.name()),
              "put the files of its clips there, or take it off the list"));
      return;
    }
    try (var files = Files.newDirectoryStream(folder)) {
      var names = new ArrayList<String>();
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
      names.sort(Comparator.naturalOrder());
      for (var name : names) {
        if (name.startsWith(".") || name.equals(FeatureSetWriter.EXTRACTOR)) {
          continue;
        }
        boolean frames = Files.isDirectory(folder.resolve(name));
        int dot = name.lastIndexOf('.');
        var ending = dot < 0 ? "" : name.substring(dot);
        var stem = frames || dot < 0 ? name : name.substring(0, dot);
        var place = written + "/" + name;
        if (!frames && !StepFiles.ENDINGS.contains(ending)) {
          faults.add(
              Fault.of(
                  place,
                  "is no kind of file that is read here",
                  "save it as .npz, .npy or .csv, or put it elsewhere"));
        } else if (!clips.contains(stem)) {
          faults.add(
              Fault.of(
                  place,
                  "is of a clip that %s does not know".formatted(FeatureSet.TABLE),
                  clips.size() > 100_000
                      ? "add the clip to the table, or remove the file"
                      : nearest(stem, clips)
                          .map(near -> "rename it if it is of %s, or remove it".formatted(near))
                          .orElse("add the clip to the table, or remove the file")));
        }
      }
    }
  }

  private SetReport.OfModality features(ModalityCard modality, List<ClipRow> clips)
      throws IOException {
    var files = new StepFiles(root, modality, faults::add);
    var lengths = new int[clips.size()];
    int present = 0;
    long steps = 0;
    long kept = 0;
    for (var clip : clips) {
      var read = files.read(clip.name());
      if (read.isPresent()) {
        lengths[present++] = read.get().length();
        steps += read.get().length();
        kept += read.get().kept();
      }
    }
    if (present == 0 && !clips.isEmpty() && Files.isDirectory(root.resolve(modality.folder()))) {
      faults.add(
          Fault.of(
              modality.folder().toString().replace('\\', '/'),
              "has nothing that can be read of any of the %d clips".formatted(clips.size()),
              "call the files like the clips, such as %s.npz".formatted(clips.getFirst().name())));
    }
    Arrays.sort(lengths, 0, present);
    return new SetReport.OfModality(
        modality.name(),
        modality.extractor(),
        modality.dim(),
        present,
        clips.size() - present,
        present == 0
            ? new SetReport.Lengths(0, 0, 0)
            : new SetReport.Lengths(lengths[0], lengths[(present - 1) / 2], lengths[present - 1]),
        steps == 0 ? 0 : 1 - (double) kept / steps);
  }
}
