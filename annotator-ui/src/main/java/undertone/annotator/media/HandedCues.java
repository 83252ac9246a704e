package undertone.annotator.media;

import java.util.List;
import org.springframework.stereotype.Component;
import undertone.annotator.people.CurrentPerson;
import undertone.corpora.Cue;
import undertone.corpora.VoterId;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.Library;
import undertone.corpora.clip.Surroundings;
import undertone.corpora.example.LabelExamples;
import undertone.corpora.plan.AnnotationPlans;
import undertone.corpora.queue.Lease;
import undertone.corpora.queue.WorkQueue;
import undertone.corpora.vote.Voting;

/// What of a clip the annotator at hand may see and hear.
@Component
class HandedCues {

  private final AnnotationPlans plans;
  private final Voting voting;
  private final WorkQueue queue;
  private final Library library;
  private final LabelExamples examples;
  private final CurrentPerson person;

  HandedCues(
      AnnotationPlans plans,
      Voting voting,
      WorkQueue queue,
      Library library,
      LabelExamples examples,
      CurrentPerson person) {
    this.library = library;
    this.examples = examples;
    this.plans = plans;
    this.voting = voting;
    this.queue = queue;
    this.person = person;
  }

  /// Where clips stand alone and are judged whole, everything. Where there are passes over single
  /// cues, and of conversations, what they were handed of this clip: the cue, the whole clip, or
  /// its place beside another turn.
  boolean allow(Clip clip, Cue cue) {
    var conversation = library.conversationOf(clip);
    if (plans.of(clip.corpus()).singleCues().isEmpty() && conversation.size() == 1) {
      return true;
    }
    if (!examples.labelsOf(clip.id()).isEmpty()) {
      return true; // it is there to be seen and heard
    }
    return voting
        .voterOf(clip.corpus(), person.account().id())
        .filter(voter ->
            queue.leasesOf(clip.id(), voter.id()).stream()
                    .anyMatch(lease -> lease.cue() == cue || lease.cue() == Cue.ALL)
                || stoodBeside(conversation, clip, voter.id()))
        .isPresent();
  }

  /// Whether the clip was shown to a voter as a turn around one they were handed.
  private boolean stoodBeside(List<Clip> conversation, Clip clip, VoterId voter) {
    return !clip.distressing()
        && queue.stillByCue(clip.corpus(), voter, List.of(clip.id())).isEmpty()
        && Surroundings.neighboursOf(conversation, clip.id()).stream()
            .flatMap(handed -> queue.leasesOf(handed.id(), voter).stream())
            .anyMatch(lease -> shows(lease, conversation, clip));
  }

  private static boolean shows(Lease lease, List<Clip> conversation, Clip clip) {
    var context = lease.context();
    return context != null && Surroundings.of(conversation, lease.clip(), context).holds(clip.id());
  }
}
