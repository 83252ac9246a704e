package undertone.annotator.media;

import org.springframework.stereotype.Component;
import undertone.annotator.people.CurrentPerson;
import undertone.corpora.Cue;
import undertone.corpora.clip.Clip;
import undertone.corpora.example.LabelExamples;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.vote.Voting;

/// What of a clip the annotator at hand may see and hear.
@Component
class HandedCues {

  private final AnnotationPlans plans;
  private final Voting voting;
  private final WorkQueue queue;
  private final LabelExamples examples;
  private final CurrentPerson person;

  HandedCues(
      AnnotationPlans plans,
      Voting voting,
      WorkQueue queue,
      LabelExamples examples,
      CurrentPerson person) {
    this.examples = examples;
    this.plans = plans;
    this.voting = voting;
    this.queue = queue;
    this.person = person;
  }

  /// Where whole clips are all there is, everything. Where there are passes over single cues, what
  /// they were handed of this clip: the cue, or the whole clip.
  boolean allow(Clip clip, Cue cue) {
    if (plans.of(clip.corpus()).singleCues().isEmpty()) {
      return true;
    }
    if (!examples.labelsOf(clip.id()).isEmpty()) {
      return true; // it is there to be seen and heard
    }
    return voting
        .voterOf(clip.corpus(), person.account().id())
        .filter(voter ->
            queue.leasesOf(clip.id(), voter.id()).stream()
                .anyMatch(lease -> lease.cue() == cue || lease.cue() == Cue.ALL))
        .isPresent();
  }
}
