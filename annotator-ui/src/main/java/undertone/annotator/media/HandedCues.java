package undertone.annotator.media;

import java.util.List;
import java.util.Optional;
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
import undertone.corpora.vote.Voter;
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
    boolean whole = plans.of(clip.corpus()).singleCues().isEmpty();
    if (whole && clip.conversation().isEmpty()) {
      return true;
    }
    if (!examples.labelsOf(clip.id()).isEmpty()) {
      return true; // it is there to be seen and heard
    }
    var voter = voting.voterOf(clip.corpus(), person.account().id()).map(Voter::id);
    return voter.filter(own -> handed(clip, cue, own)).isPresent()
        || (whole && inItsConversation(clip, voter));
  }

  private boolean handed(Clip clip, Cue cue, VoterId voter) {
    return queue.leasesOf(clip.id(), voter).stream()
        .anyMatch(lease -> lease.cue() == cue || !lease.cue().single());
  }

  private boolean inItsConversation(Clip clip, Optional<VoterId> voter) {
    var conversation = library.conversationOf(clip);
    return conversation.size() == 1
        || voter.filter(own -> stoodBeside(conversation, clip, own)).isPresent();
  }

  /// Whether the clip was shown to a voter as a turn around one they were handed.
  private boolean stoodBeside(List<Clip> conversation, Clip clip, VoterId voter) {
    return !clip.distressing()
        && Surroundings.neighboursOf(conversation, clip.id()).stream()
            .flatMap(handed -> queue.leasesOf(handed.id(), voter).stream())
            .anyMatch(lease -> shows(lease, conversation, clip));
  }

  private static boolean shows(Lease lease, List<Clip> conversation, Clip clip) {
    var context = lease.context();
    return context != null && Surroundings.of(conversation, lease.clip(), context).holds(clip.id());
  }
}
