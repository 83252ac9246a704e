package undertone.annotator.runs.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.jobs.VotePlan.Deed;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.ShareRow;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.vote.Voter;

/// Whether the votes of the space that was learned from captions count, how they fared, and what an
/// owner can do about it. Models that were trained have pages of their own for that.
final class CaptionVoterStanding extends Div {
  private final Corpus corpus;
  private final RunDesk runs;

  CaptionVoterStanding(Corpus corpus, RunDesk runs, Rights rights) {
    this.corpus = corpus;
    this.runs = runs;
    addClassName("section");
    runs.voter(corpus.id(), VotePlan.CAPTION_SPACE.model()).ifPresent(voter -> draw(voter, rights));
  }

  private void draw(Voter voter, Rights rights) {
    add(Drawn.text("note", Words.say(voter.onProbation() ? "model.probation" : "model.counts")));
    if (rights.may(corpus.id(), Right.REVIEW)) {
      add(fared(voter));
    }
    if (rights.may(corpus.id(), Right.MANAGE)) {
      var deed = voter.onProbation() ? Deed.LET_IN : Deed.SUSPEND;
      var act =
          new NativeButton(
              Words.say(voter.onProbation() ? "model.letIn" : "model.suspend"), _ -> start(deed));
      act.addClassName("act");
      add(Drawn.div("actions", act));
    }
  }

  private Div fared(Voter voter) {
    var fared = runs.fared(corpus.id(), voter);
    var card = Drawn.div("card", Drawn.title(2, Words.say("model.record")));
    if (fared.first().of() == 0) {
      card.add(Drawn.sentence(Words.say("voted.noneSettled")));
    } else {
      card.add(
          Drawn.div(
              "intervals",
              ShareRow.of(Words.say("model.first"), fared.first()),
              ShareRow.of(Words.say("model.held"), fared.held())));
    }
    return card;
  }

  private void start(Deed deed) {
    try {
      var run = runs.vote(corpus.id(), new VotePlan(VotePlan.CAPTION_SPACE.model(), deed));
      getUI().ifPresent(ui -> ui.navigate("runs/%s/%s".formatted(corpus.slug(), run.id())));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }
}
