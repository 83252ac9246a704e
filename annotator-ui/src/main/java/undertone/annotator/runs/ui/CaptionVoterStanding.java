package undertone.annotator.runs.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.jobs.VotePlan.Deed;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.vote.Voter;

/// Whether the votes of the space that was learned from captions count, how they fared, and what an
/// owner can do about it. Models that were trained have pages of their own for that.
final class CaptionVoterStanding extends Div {

  /// @param manages whether whoever looks may let its votes in
  CaptionVoterStanding(Corpus corpus, RunDesk runs, boolean manages) {
    addClassName("section");
    runs.voter(corpus.id(), VotePlan.CAPTION_SPACE.model())
        .ifPresent(voter -> draw(corpus, runs, voter, manages));
  }

  private void draw(Corpus corpus, RunDesk runs, Voter voter, boolean manages) {
    add(Drawn.text("note", Words.say(voter.onProbation() ? "model.probation" : "model.counts")));
    var fared =
        Drawn.link(
            "insights/%s/voters/%s".formatted(corpus.slug(), voter.id()), Words.say("voted.fared"));
    fared.addClassNames("act", "primary");
    var actions = Drawn.div("actions", fared);
    if (manages) {
      var deed = voter.onProbation() ? Deed.LET_IN : Deed.SUSPEND;
      var act =
          new NativeButton(
              Words.say(voter.onProbation() ? "model.letIn" : "model.suspend"),
              _ -> start(corpus, runs, deed));
      act.addClassName("act");
      actions.add(act);
    }
    add(actions);
  }

  private void start(Corpus corpus, RunDesk runs, Deed deed) {
    try {
      var run = runs.vote(corpus.id(), new VotePlan(VotePlan.CAPTION_SPACE.model(), deed));
      getUI().ifPresent(ui -> ui.navigate("runs/%s/%s".formatted(corpus.slug(), run.id())));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }
}
