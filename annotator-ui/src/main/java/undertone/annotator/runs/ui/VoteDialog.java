package undertone.annotator.runs.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.voters.FaceExpressionVoter;

/// Says what a model would do that votes, and lets it. Models that were trained on the corpus vote
/// from their own page.
final class VoteDialog {

  private final Corpus corpus;
  private final RunDesk runs;
  private final CorpusLibrary library;

  VoteDialog(Corpus corpus, RunDesk runs, CorpusLibrary library) {
    this.corpus = corpus;
    this.runs = runs;
    this.library = library;
  }

  void open() {
    var dialog = new Dialog(Words.say("vote.title"));
    var trouble = Drawn.div("complaint");
    trouble.getElement().setAttribute("role", "alert");
    var told = Drawn.div("form");
    var who = new RadioButtonGroup<VotePlan>(Words.say("vote.who"));
    who.setItems(VotePlan.FACE_EXPRESSION, VotePlan.CAPTION_SPACE);
    who.setItemLabelGenerator(
        plan -> Words.say(plan.byCaptions() ? "vote.byCaptions" : "vote.byFaces"));
    who.addValueChangeListener(chosen -> {
      trouble.removeAll();
      tell(told, chosen.getValue());
    });
    who.setValue(VotePlan.FACE_EXPRESSION);
    who.setItemEnabledProvider(plan -> !plan.byCaptions() || runs.captionsVote(corpus.id()));
    var start = new Button(Words.say("vote.submit"));
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.addClickListener(_ -> {
      try {
        var run = runs.vote(corpus.id(), who.getValue());
        dialog.close();
        UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
      } catch (InvalidRequestException refused) {
        trouble.removeAll();
        trouble.add(Drawn.loss(refused));
      }
    });
    var form = Drawn.div("form", who);
    if (!runs.captionsVote(corpus.id())) {
      form.add(Drawn.text("fine", Words.say("vote.noCaptions")));
    }
    form.add(told, trouble);
    dialog.add(form);
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), start);
    dialog.addClassName("narrow");
    dialog.open();
  }

  private void tell(Div told, VotePlan plan) {
    told.removeAll();
    if (plan.byCaptions()) {
      told.add(
          Drawn.sentence(Words.say("vote.captionLead", plan.model())),
          Drawn.sentence(Words.say("vote.captionSets")),
          Drawn.sentence(Words.say("vote.captionProbation")));
      return;
    }
    var faces = Faces.of(library.scheme(corpus.id()));
    var labels = Drawn.div("chips");
    FaceExpressionVoter.labelsOf(faces.scheme())
        .forEach(label -> labels.add(faces.chip(label, Faces.Strength.OUTLINED)));
    told.add(
        Drawn.sentence(Words.say("vote.lead", plan.model())),
        Drawn.sentence(Words.say("vote.labels")),
        labels,
        Drawn.sentence(Words.say("vote.sets")),
        Drawn.sentence(Words.say("vote.maySeen")));
  }
}
