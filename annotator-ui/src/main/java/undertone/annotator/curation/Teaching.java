package undertone.annotator.curation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.RunId;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.decision.Decision;
import undertone.corpora.proposal.Estimates;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;

/// Which clips teach most when a curator confirms them, and what confirming was worth so far.
///
/// The newest refinement that stands has ranked them; clips settled since are left out.
@Service
public class Teaching {

  private final Rights rights;
  private final Runs runs;
  private final Library library;
  private final Catalogue catalogue;
  private final Estimates estimates;
  private final Curation curation;

  Teaching(
      Rights rights,
      Runs runs,
      Library library,
      Catalogue catalogue,
      Estimates estimates,
      Curation curation) {
    this.rights = rights;
    this.runs = runs;
    this.library = library;
    this.catalogue = catalogue;
    this.estimates = estimates;
    this.curation = curation;
  }

  /// @param run the refinement that ranked them; null = there is none yet
  /// @param settled how many of its clips are settled by now
  /// @param clips the others, the one that teaches most first
  /// @param worth what confirmed clips were worth to each refinement, oldest first
  /// @param right how many labels are estimated to be right, as clips were confirmed since the run
  public record Lesson(
      @Nullable Long run,
      int settled,
      List<ClipId> clips,
      List<Worth> worth,
      List<RightCurve.Point> right) {

    public Lesson {
      clips = List.copyOf(clips);
      worth = List.copyOf(worth);
      right = List.copyOf(right);
    }
  }

  /// @param confirmed clips it learned from as certain
  /// @param truthBefore probability the true label typically got without them, 0..1
  /// @param truthAfter the same with them, on confirmed clips left out
  public record Worth(long run, long confirmed, double truthBefore, double truthAfter) {}

  /// A lesson, and the curve to go on with while it lasts.
  ///
  /// @param curve nothing where no run has looked at clips
  public record Sitting(Lesson lesson, @Nullable RightCurve curve) {}

  @Transactional(readOnly = true)
  public Lesson lesson(CorpusId corpus) {
    return sitting(corpus).lesson();
  }

  @Transactional(readOnly = true)
  public Sitting sitting(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    var standing =
        runs.newest(corpus).stream()
            .filter(r -> r.kind() == RunKind.REFINE && r.state() == RunState.DONE)
            .filter(r -> r.withdrawnAt().isEmpty())
            .toList();
    var worth = new ArrayList<Worth>();
    standing.reversed().forEach(r -> worth(r).ifPresent(worth::add));
    var ranked =
        standing.stream().filter(r -> summary(r).path("nextToConfirm").size() > 0).findFirst();
    if (ranked.isEmpty()) {
      return new Sitting(new Lesson(null, 0, List.of(), worth, List.of()), null);
    }
    var ids = new ArrayList<ClipId>();
    for (var id : summary(ranked.get()).path("nextToConfirm")) {
      ids.add(new ClipId(Long.parseLong(id.asString("0"))));
    }
    var clips = library.byIds(ids);
    var open =
        ids.stream()
            .filter(id -> clips.containsKey(id) && clips.get(id).decidedLabel().isEmpty())
            .toList();
    var curve = curve(corpus, ranked.get()).orElse(null);
    var lesson =
        new Lesson(
            ranked.get().id().value(),
            ids.size() - open.size(),
            open,
            worth,
            curve == null ? List.of() : curve.points());
    return new Sitting(lesson, curve);
  }

  /// How many labels are estimated to be right by now; nothing where the run estimated none.
  private Optional<RightCurve> curve(CorpusId corpus, Run run) {
    long estimated = estimates.count(run.id());
    if (estimated == 0) {
      return Optional.empty();
    }
    var read = readAt(run);
    var curve =
        new RightCurve(
            catalogue.schemeOf(corpus).labels().stream().map(Label::id).toList(),
            catalogue.past(corpus).at(read),
            estimated,
            estimates.some(run.id(), RightCurve.MOST_BELIEFS));
    var since =
        curation.decidedSince(corpus, read, RightCurve.MOST_SETTLED).stream()
            .map(Decision::clip)
            .toList();
    var clips = library.byIds(since);
    var believed = estimates.of(run.id(), since);
    var settled = new ArrayList<RightCurve.Settled>();
    for (var id : since) {
      var clip = clips.get(id);
      var estimate = believed.get(id);
      if (clip != null && estimate != null) {
        clip.decidedLabel()
            .ifPresent(label -> settled.add(RightCurve.Settled.of(clip, estimate, label)));
      }
    }
    curve.began(settled);
    return Optional.of(curve);
  }

  /// A clip a curator has just settled, for the curve.
  @Transactional(readOnly = true)
  public Optional<RightCurve.Settled> settled(
      CorpusId corpus, RunId run, ClipId clip, String label) {
    rights.require(corpus, Right.REVIEW);
    return estimates
        .of(run, clip)
        .map(estimate -> RightCurve.Settled.of(library.require(corpus, clip), estimate, label));
  }

  /// When the run read what was settled; older ones do not say, and read it when they began.
  private static Instant readAt(Run run) {
    var said = summary(run).path("readAt").asString("");
    return said.isEmpty() ? run.startedAt().orElse(run.createdAt()) : Instant.parse(said);
  }

  private static JsonNode summary(Run run) {
    return JsonMapper.shared().readTree(run.summary().orElse("{}"));
  }

  // A log-loss says little to people; its exponential is the probability the truth typically gets.
  private static Optional<Worth> worth(Run run) {
    var correction = summary(run).path("correction");
    return correction.isObject()
        ? Optional.of(
            new Worth(
                run.id().value(),
                correction.path("clips").asLong(),
                Math.exp(-correction.path("lossBefore").asDouble()),
                Math.exp(-correction.path("lossAfter").asDouble())))
        : Optional.empty();
  }
}
