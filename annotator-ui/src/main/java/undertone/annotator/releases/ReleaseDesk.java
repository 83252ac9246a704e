package undertone.annotator.releases;

import java.nio.file.Path;
import java.util.List;
import org.springframework.stereotype.Service;
import undertone.annotator.jobs.ReleasePlan;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.RunDesk;
import undertone.corpora.CorpusId;
import undertone.corpora.run.Run;
import undertone.exports.Difference;
import undertone.exports.Manifest;
import undertone.exports.Release;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// Makes releases, shows them and hands out their files.
@Service
public class ReleaseDesk {

  private final Releases releases;
  private final RunDesk runs;
  private final Rights rights;

  ReleaseDesk(Releases releases, RunDesk runs, Rights rights) {
    this.releases = releases;
    this.runs = runs;
    this.rights = rights;
  }

  /// The releases of a corpus, newest first; those still being written included.
  public List<Release> of(CorpusId corpus) {
    rights.require(corpus, Right.READ);
    return releases.of(corpus);
  }

  /// Starts the job that makes a release.
  ///
  /// @throws IllegalArgumentException if a release bears the name already
  public Run create(CorpusId corpus, String name, ReleasePolicy policy) {
    rights.require(corpus, Right.MANAGE);
    if (releases.find(corpus, name).filter(r -> r.state() == Release.State.READY).isPresent()) {
      throw new IllegalArgumentException(
          "Release \"%s\" exists and never changes; choose another name.".formatted(name));
    }
    return runs.release(corpus, new ReleasePlan(name, policy));
  }

  /// What a finished release consists of.
  public Manifest manifest(CorpusId corpus, String name) {
    rights.require(corpus, Right.READ);
    return releases.manifestOf(releases.require(corpus, name));
  }

  /// How two releases differ, clip by clip, and why.
  public List<Difference> diff(CorpusId corpus, String from, String to) {
    rights.require(corpus, Right.READ);
    return releases.diff(corpus, from, to);
  }

  /// One file of a release. Only paths that stand in its manifest are handed out, so no path can
  /// leave the release.
  ///
  /// @throws IllegalArgumentException if the manifest names no such file
  public Path file(CorpusId corpus, String name, String path) {
    var known = manifest(corpus, name).files().stream().map(Manifest.FileEntry::path).toList();
    if (!known.contains(path) && !path.equals("manifest.json")) {
      throw new IllegalArgumentException(
          "Release \"%s\" has no file \"%s\"; it has %s.".formatted(name, path, known));
    }
    return releases.place(corpus, name).resolve(path);
  }
}
