package undertone.annotator.runs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.RunId;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.engine.captions.SpaceFolder;
import undertone.engine.captions.SpaceFolder.Serving;

/// Which of the spaces that runs have learned from captions the search uses, for people with the
/// right to choose.
@Service
public class SpaceDesk {
  private final RunDesk runs;
  private final Rights rights;
  private final HomeFolder home;

  SpaceDesk(RunDesk runs, Rights rights, HomeFolder home) {
    this.runs = runs;
    this.rights = rights;
    this.home = home;
  }

  /// How what a run left stands with the search.
  public enum Standing {
    /// The search uses it.
    SERVES,
    /// The search could use it.
    COULD,
    /// There is nothing the search could use.
    CANNOT
  }

  public Standing standing(Run run) {
    var corpus = run.corpus().orElseThrow();
    rights.require(corpus, Right.READ);
    var left = left(run);
    try {
      if (left.isEmpty()) {
        return Standing.CANNOT;
      }
      return folder(corpus).serving().equals(left) ? Standing.SERVES : Standing.COULD;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Lets the search use what an earlier run has left; clips that came since are found by words
  /// until they are placed.
  ///
  /// @throws InvalidRequestException if it left nothing, or nothing better than chance
  public void serve(RunId id) {
    var run = runs.require(id, Right.MANAGE);
    var corpus = run.corpus().orElseThrow();
    var left =
        left(run)
            .orElseThrow(() ->
                new InvalidRequestException(
                    "Run %s has left nothing that the search could use.", id.value()));
    try {
      folder(corpus).serve(left);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What a run placed clips in, if it is whole and was found worth it.
  private Optional<Serving> left(Run run) {
    if (run.state() != RunState.DONE
        || (run.kind() != RunKind.CAPTION && run.kind() != RunKind.EMBED)) {
      return Optional.empty();
    }
    var found = JsonMapper.shared().readTree(run.summary().orElse("{}"));
    var left = new Serving(found.path("space").asString(""), run.id().toString());
    try {
      return found.path("serves").asBoolean(true)
              && !left.space().isEmpty()
              && !folder(run.corpus().orElseThrow()).shards(left).isEmpty()
          ? Optional.of(left)
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SpaceFolder folder(CorpusId corpus) {
    return new SpaceFolder(home.spaces(corpus));
  }
}
