package undertone.annotator.runs.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.run.Run;

/// How the proposals of an ended refinement stand: before the curators, held back, or withdrawn;
/// and what an owner can do about it.
final class RunStanding extends Div {

  private final Run run;
  private final RunDesk runs;
  private final Runnable changed;

  /// @param manages whether whoever looks may let the run in or withdraw it
  /// @param changed called after something was done
  RunStanding(Corpus corpus, Run run, RunDesk runs, boolean manages, Runnable changed) {
    this.run = run;
    this.runs = runs;
    this.changed = changed;
    addClassName("section");
    if (run.withdrawnAt().isPresent()) {
      add(
          Drawn.element(
              "p",
              "note",
              new Text(Words.say("standing.withdrawn", Words.moment(run.withdrawnAt().get())))));
      return;
    }
    long held = runs.held(run.id());
    var actions = Drawn.div("actions");
    if (held > 0) {
      add(Drawn.element("p", "note", new Text(Words.say("standing.held", held))));
      if (manages) {
        var letIn = new Button(Words.say("standing.letIn", held), _ -> act(this::letIn));
        letIn.addThemeVariants(ButtonVariant.PRIMARY);
        actions.add(letIn);
      }
    } else {
      var review = Drawn.link("review/" + corpus.slug(), Words.say("run.toReview"));
      review.addClassNames("act", "primary");
      actions.add(review);
    }
    if (manages) {
      var withdraw = new NativeButton(Words.say("standing.withdraw"), _ -> ask());
      withdraw.addClassName("act");
      actions.add(withdraw);
    }
    add(actions);
  }

  private void letIn() {
    Drawn.say(Words.say("standing.letInDone", runs.letIn(run.id())));
  }

  /// Withdrawing is rare and wide, so it says what it takes away first.
  private void ask() {
    var dialog = new Dialog(Words.say("standing.withdraw"));
    long decided = runs.decided(run.id());
    var decisionsToo = new Checkbox(Words.say("standing.decisionsToo", decided));
    var form = Drawn.div("form", Drawn.sentence(Words.say("standing.withdrawLead")));
    if (decided > 0) {
      form.add(decisionsToo);
    }
    var withdraw =
        new Button(
            Words.say("standing.withdraw"),
            _ -> {
              dialog.close();
              act(() -> {
                var gone = runs.withdraw(run.id(), decisionsToo.getValue());
                Drawn.say(Words.say("standing.withdrawDone", gone.proposals(), gone.decisions()));
              });
            });
    withdraw.addThemeVariants(ButtonVariant.PRIMARY);
    dialog.add(form);
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), withdraw);
    dialog.addClassName("narrow");
    dialog.open();
  }

  private void act(Runnable deed) {
    try {
      deed.run();
    } catch (InvalidRequestException | DecisionConflictException refused) {
      Drawn.complain(refused);
    }
    changed.run();
  }
}
