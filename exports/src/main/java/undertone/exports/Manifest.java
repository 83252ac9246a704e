package undertone.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.corpora.challenge.MerTrack;

/// What a release consists of, with hashes. Two builds of a release have equal manifests.
///
/// @param labels label ids of the scheme in order
/// @param sources how many labels come from whom
/// @param runs the runs whose proposals stand in the lineage
/// @param mer the files of a MER challenge; null = none
public record Manifest(
    String format,
    int version,
    String corpus,
    String release,
    String createdAt,
    String scheme,
    int schemeVersion,
    List<String> labels,
    ReleasePolicy policy,
    long clips,
    Map<String, Long> sources,
    List<RunEntry> runs,
    List<FileEntry> files,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable MerEntry mer) {

  /// One run behind the release.
  ///
  /// @param report file with what the run said of itself; null = it said nothing, or the release is
  ///   older than such files
  public record RunEntry(
      long run,
      String kind,
      long seed,
      String codeVersion,
      String dataHash,
      String plan,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String report) {}

  /// What went into the files of a MER challenge.
  ///
  /// @param words what each label is called there
  /// @param clips rows of the labels; of preferences, pairs of descriptions
  /// @param unlabelled clips left out because they have no label, or no pair
  /// @param leftOut clips left out because their label has no word there, by label; of open sets
  ///   the labels left out, while others of the clip may stay
  /// @param withoutValence rows without the valence the track asks for
  public record MerEntry(
      String track,
      Map<String, String> words,
      long clips,
      long unlabelled,
      Map<String, Long> leftOut,
      long withoutValence) {

    /// Whether its rows are pairs of descriptions, of which a clip may have several.
    public boolean holdsPairs() {
      return MerTrack.find(track).filter(t -> t.answer() == MerTrack.Answer.PREFERENCE).isPresent();
    }

    /// How many clips, or labels in open sets, have no word there.
    public long wordless() {
      return leftOut.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /// One file of the release.
  public record FileEntry(String path, long bytes, String sha256) {}

  /// The files of this manifest that another build has otherwise.
  List<String> differingFiles(Manifest other) {
    return files.stream()
        .filter(f -> other.files.stream().noneMatch(o -> Objects.equals(f, o)))
        .map(FileEntry::path)
        .toList();
  }
}
