package undertone.annotator.runs.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import undertone.annotator.jobs.CaptionPlan;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;
import undertone.engine.captions.CaptionContradictions;
import undertone.engine.captions.CaptionRecipe;
import undertone.engine.captions.CaptionStudy;

/// What can be done with the captions of a corpus: learn from them, hold them against the labels.
final class LearnDialog {

  private final Corpus corpus;
  private final RunDesk runs;

  LearnDialog(Corpus corpus, RunDesk runs) {
    this.corpus = corpus;
    this.runs = runs;
  }

  void open() {
    var dialog = new Dialog(Words.say("learn.title"));
    var start = new Button(Words.say("learn.submit"));
    start.addThemeVariants(ButtonVariant.PRIMARY);
    var attended = new Checkbox(Words.say("learn.attended"));
    attended.setHelperText(Words.say("learn.attendedHint"));
    start.addClickListener(
        _ -> follow(dialog, runs.caption(corpus.id(), plan(attended.getValue()))));
    var embed = new Button(Words.say("learn.embed"), _ -> follow(dialog, runs.embed(corpus.id())));
    var contradict =
        new Button(
            Words.say("contradict.submit"), _ -> follow(dialog, runs.contradict(corpus.id())));
    dialog.add(
        Drawn.div(
            "form",
            Drawn.sentence(Words.say("learn.lead")),
            Drawn.sentence(Words.say("learn.proof")),
            Drawn.sentence(Words.say("learn.needs", CaptionStudy.LEAST_CLIPS)),
            attended,
            Drawn.div("actions", start, embed),
            Drawn.title(3, Words.say("contradict.title")),
            Drawn.sentence(Words.say("contradict.lead", CaptionContradictions.LEAST_CAPTIONS)),
            Drawn.div("actions", contradict)));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()));
    dialog.addClassName("narrow");
    dialog.open();
  }

  private static CaptionPlan plan(boolean attended) {
    var usual = CaptionPlan.DEFAULT;
    return new CaptionPlan(
        usual.epochs(),
        usual.faces(),
        attended ? CaptionRecipe.Local.ATTENDED : usual.local(),
        usual.seed());
  }

  private void follow(Dialog dialog, Run run) {
    dialog.close();
    UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
  }
}
