package undertone.annotator.runs.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.voters.FaceExpressionVoter;

/// Says what a model would do that votes, and lets it.
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
    var start = new Button(Words.say("vote.submit"));
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.addClickListener(_ -> {
      try {
        var run = runs.vote(corpus.id(), VotePlan.FACE_EXPRESSION);
        dialog.close();
        UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
      } catch (InvalidRequestException refused) {
        trouble.removeAll();
        trouble.add(Drawn.loss(refused));
      }
    });
    var faces = Faces.of(library.scheme(corpus.id()));
    var labels = Drawn.div("chips");
    FaceExpressionVoter.labelsOf(faces.scheme())
        .forEach(label -> labels.add(faces.chip(label, Faces.Strength.OUTLINED)));
    dialog.add(
        Drawn.div(
            "form",
            Drawn.sentence(Words.say("vote.lead", FaceExpressionVoter.NAME)),
            Drawn.sentence(Words.say("vote.labels")),
            labels,
            Drawn.sentence(Words.say("vote.sets")),
            Drawn.sentence(Words.say("vote.maySeen")),
            trouble));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), start);
    dialog.addClassName("narrow");
    dialog.open();
  }
}
