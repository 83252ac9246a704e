package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.releases.ReleaseShelf;
import undertone.corpora.CorpusId;
import undertone.corpora.challenge.MerTrack;
import undertone.exports.DecisionPolicy;
import undertone.exports.Difference;
import undertone.exports.Manifest;
import undertone.exports.MerExport;
import undertone.exports.Release;
import undertone.exports.ReleasePolicy;

/// Releases: made by owners, compared and downloaded by whoever may read the corpus.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/releases")
class ReleasesController {

  private final ReleaseShelf shelf;

  ReleasesController(ReleaseShelf shelf) {
    this.shelf = shelf;
  }

  record ReleaseInfo(String name, Release.State state, long clips, Instant createdAt) {
    static ReleaseInfo of(Release release) {
      return new ReleaseInfo(release.name(), release.state(), release.clips(), release.createdAt());
    }
  }

  /// Files of a MER challenge.
  ///
  /// @param track such as `mer2024-semi`
  /// @param words what labels are called in them, by label; null = what each means by itself
  /// @param everyLabel refuses labels that are no class, instead of leaving clips out; null = no
  record MerRequest(
      @NotNull String track,
      @Nullable @Size(max = 1000) Map<@NotNull @Size(max = 100) String, @NotNull @Size(max = 100) String> words,
      @Nullable Boolean everyLabel) {

    MerExport files() {
      return new MerExport(
          MerTrack.find(track)
              .orElseThrow(() ->
                  new InvalidRequestException(
                      "There is no MER track \"%s\"; the tracks are %s.",
                      track,
                      Arrays.stream(MerTrack.values())
                          .map(MerTrack::code)
                          .collect(Collectors.joining(", ")))),
          words,
          everyLabel);
    }
  }

  /// @param split only clips of this split; null = all
  /// @param cueVotes whether votes on single cues and on who listens come along, beside the others;
  ///   null = no
  /// @param mer files of a MER challenge beside the others; null = none
  record MakeRequest(
      @NotNull String name,
      @NotNull DecisionPolicy decisions,
      @Min(0) int minVotes,
      @Nullable String split,
      boolean labelledOnly,
      @Nullable Boolean cueVotes,
      @Nullable Boolean shiftTraces,
      @Valid @Nullable MerRequest mer) {

    ReleasePolicy policy() {
      return new ReleasePolicy(decisions, minVotes, split, labelledOnly, cueVotes, shiftTraces)
          .withMer(mer == null ? null : mer.files());
    }
  }

  @GetMapping
  List<ReleaseInfo> releases(@PathVariable CorpusId corpus) {
    return shelf.of(corpus).stream().map(ReleaseInfo::of).toList();
  }

  /// Answers with the run that makes it.
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  RunInfo make(@PathVariable CorpusId corpus, @Valid @RequestBody MakeRequest request) {
    return RunInfo.of(shelf.make(corpus, request.name(), request.policy()), null);
  }

  @GetMapping("/diff")
  List<Difference> diff(
      @PathVariable CorpusId corpus, @RequestParam String from, @RequestParam String to) {
    return shelf.diff(corpus, from, to);
  }

  @GetMapping("/{name}")
  ReleaseInfo release(@PathVariable CorpusId corpus, @PathVariable String name) {
    return ReleaseInfo.of(shelf.require(corpus, name));
  }

  @GetMapping("/{name}/manifest")
  Manifest manifest(@PathVariable CorpusId corpus, @PathVariable String name) {
    return shelf.manifest(corpus, name);
  }

  /// @param path as the manifest lists it
  @GetMapping("/{name}/files")
  ResponseEntity<FileSystemResource> file(
      @PathVariable CorpusId corpus, @PathVariable String name, @RequestParam String path) {
    var file = shelf.file(corpus, name, path);
    var saveAs =
        ContentDisposition.attachment().filename(name + "-" + path.replace('/', '-')).build();
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_OCTET_STREAM)
        .header(HttpHeaders.CONTENT_DISPOSITION, saveAs.toString())
        .body(new FileSystemResource(file));
  }
}
