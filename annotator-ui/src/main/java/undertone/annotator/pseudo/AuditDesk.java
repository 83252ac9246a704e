package undertone.annotator.pseudo;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import undertone.annotator.curation.Curating;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.PseudoPool;
import undertone.annotator.library.ClipCard;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.CorpusId;
import undertone.corpora.clip.Library;
import undertone.corpora.pseudo.Audits;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.engine.metrics.Share;
import undertone.engine.pseudo.AuditVerdict;

/// Has labels that were accepted unseen judged by people who cannot see them.
///
/// An answer settles its clip, whatever was accepted, so an audit mends what it finds.
@Service
@Transactional
public class AuditDesk {
  private final Rights rights;
  private final CurrentPerson person;
  private final Audits audits;
  private final PseudoLabels pseudo;
  private final Library library;
  private final Curating curating;

  AuditDesk(
      Rights rights,
      CurrentPerson person,
      Audits audits,
      PseudoLabels pseudo,
      Library library,
      Curating curating) {
    this.rights = rights;
    this.person = person;
    this.audits = audits;
    this.pseudo = pseudo;
    this.library = library;
    this.curating = curating;
  }

  /// A clip to be judged; what was accepted is not told.
  public record Asked(long id, ClipCard clip) {}

  /// How the labels of a run fare.
  ///
  /// @param run that spread them
  /// @param accepted labels accepted unseen that stand
  /// @param drawn clips to be judged, all told
  /// @param wanted how many should be
  /// @param judged how many are
  /// @param right share of the judged whose label was right
  /// @param byLabel the same, by accepted label
  /// @param proven whether they may teach
  /// @param failing labels that may not, though others may
  public record Fared(
      long run,
      int accepted,
      int drawn,
      int wanted,
      int judged,
      Share right,
      Map<String, Share> byLabel,
      boolean proven,
      List<String> failing) {}

  /// Clips that are drawn and not judged yet.
  @Transactional(readOnly = true)
  public List<Asked> open(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    var open = audits.open(corpus);
    var clips = library.byIds(open.stream().map(Audits.Asked::clip).toList());
    return open.stream()
        .flatMap(one ->
            Stream.ofNullable(clips.get(one.clip()))
                .map(clip -> new Asked(one.id(), ClipCard.of(clip).blind())))
        .toList();
  }

  /// Runs whose labels were accepted unseen, newest first.
  @Transactional(readOnly = true)
  public List<Fared> fared(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    return audits.runs(corpus).stream()
        .map(run -> {
          var fared = audits.of(run);
          var verdict = PseudoPool.verdict(fared);
          int stand = pseudo.unseen(run).values().stream().mapToInt(Integer::intValue).sum();
          int judged = verdict.all().of();
          return new Fared(
              run.value(),
              stand,
              fared.stream().mapToInt(Audits.Fared::drawn).sum(),
              AuditVerdict.drawn(stand + judged),
              judged,
              verdict.all(),
              verdict.byLabel().entrySet().stream()
                  .filter(e -> e.getValue().of() > 0)
                  .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
              verdict.proven(),
              List.copyOf(verdict.failing()));
        })
        .toList();
  }

  /// Draws what is missing, for every run whose labels were accepted unseen.
  ///
  /// @return how many clips were drawn
  public int draw(CorpusId corpus) {
    rights.require(corpus, Right.REVIEW);
    int drawn = 0;
    for (var run : audits.runs(corpus)) {
      var fared = audits.of(run);
      int stand = pseudo.unseen(run).values().stream().mapToInt(Integer::intValue).sum();
      int judged = fared.stream().mapToInt(Audits.Fared::judged).sum();
      int before = fared.stream().mapToInt(Audits.Fared::drawn).sum();
      int missing = AuditVerdict.drawn(stand + judged) - before;
      if (missing > 0) {
        drawn += audits.draw(corpus, run, missing, ThreadLocalRandom.current().nextLong());
      }
    }
    return drawn;
  }

  /// Takes the answer of somebody who could not see what was accepted.
  ///
  /// @throws InvalidRequestException if it is not asked, or the scheme has no such label
  public void say(CorpusId corpus, long id, String label) {
    rights.require(corpus, Right.REVIEW);
    var asked =
        audits
            .find(corpus, id)
            .orElseThrow(
                () -> new InvalidRequestException("There is no audit %s in this corpus.", id));
    boolean open = audits.open(corpus).stream().anyMatch(one -> one.id() == id);
    if (!open || !audits.say(id, label, person.account().id())) {
      throw new InvalidRequestException("Somebody has judged or settled this clip meanwhile.");
    }
    curating.settleAnew(corpus, asked.clip(), UUID.randomUUID(), label, "audit");
  }
}
