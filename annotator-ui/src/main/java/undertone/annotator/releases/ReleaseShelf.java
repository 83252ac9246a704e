package undertone.annotator.releases;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.ReleasePlan;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.exports.Difference;
import undertone.exports.Manifest;
import undertone.exports.Release;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// The releases of a corpus: made by its owners through a run, read by whoever may read the corpus.
@Service
public class ReleaseShelf {

  private static final String MANIFEST = "manifest.json";

  private final Releases releases;
  private final RunDesk runs;
  private final Rights rights;

  ReleaseShelf(Releases releases, RunDesk runs, Rights rights) {
    this.releases = releases;
    this.runs = runs;
    this.rights = rights;
  }

  /// Starts the run that makes a release.
  ///
  /// @throws InvalidRequestException if the name does not fit or a finished release bears it
  public Run make(CorpusId corpus, String name, ReleasePolicy policy) {
    rights.require(corpus, Right.MANAGE);
    if (releases.find(corpus, name).filter(r -> r.state() == Release.State.READY).isPresent()) {
      throw new InvalidRequestException(
          "A release of that name exists and never changes; choose another name.");
    }
    try {
      return runs.release(corpus, new ReleasePlan(name, releases.checked(corpus, policy)));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(e);
    }
  }

  /// Newest first.
  public List<Release> of(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return releases.of(corpus);
  }

  /// @throws UnknownReleaseException if there is none of that name
  public Release require(CorpusId corpus, String name) {
    rights.require(corpus, Right.READ);
    return releases.find(corpus, name).orElseThrow(UnknownReleaseException::new);
  }

  /// What a finished release consists of, with hashes and lineage.
  ///
  /// @throws undertone.exports.ReleaseException while it is being written
  public Manifest manifest(CorpusId corpus, String name) {
    return releases.manifestOf(require(corpus, name));
  }

  /// A run behind a release, as the report says that the release carries.
  ///
  /// @param precision estimated share of its corrections that are right, 0..1; null = not known
  /// @param low lower end of its 95 % interval; null = not known
  public record RunReport(
      RunId run, RunKind kind, @Nullable Double precision, @Nullable Double low) {}

  /// The runs behind a finished release that said something of themselves.
  public List<RunReport> reports(CorpusId corpus, String name) {
    var reports = new ArrayList<RunReport>();
    for (var run : manifest(corpus, name).runs()) {
      var path = run.report();
      if (path != null) {
        reports.add(report(run, file(corpus, name, path)));
      }
    }
    return reports;
  }

  private static RunReport report(Manifest.RunEntry run, Path file) {
    var precision = JsonMapper.shared().readTree(file.toFile()).path("report").path("precision");
    return new RunReport(
        new RunId(run.run()),
        RunKind.valueOf(run.kind()),
        precision.isObject() ? precision.path("value").asDouble() : null,
        precision.isObject() ? precision.path("low").asDouble() : null);
  }

  /// How two releases differ, clip by clip, and why.
  public List<Difference> diff(CorpusId corpus, String from, String to) {
    require(corpus, from);
    require(corpus, to);
    return releases.diff(corpus, from, to);
  }

  /// A file of a release. Only what its manifest lists is ever handed out, whatever path is asked
  /// for.
  ///
  /// @throws UnknownReleaseException if the manifest has no such file, or it was lost
  public Path file(CorpusId corpus, String name, String path) {
    var manifest = manifest(corpus, name);
    boolean listed =
        path.equals(MANIFEST) || manifest.files().stream().anyMatch(f -> f.path().equals(path));
    if (!listed) {
      throw new UnknownReleaseException();
    }
    var file = releases.place(corpus, name).resolve(path);
    if (!Files.isRegularFile(file)) {
      throw new UnknownReleaseException();
    }
    return file;
  }
}
