package undertone.annotator.library.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.MerImportPlan;
import undertone.annotator.people.NotAllowedException;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// Asks which file of a MER challenge to bring into a corpus, and shows the run that does it.
final class MerImportDialog {
  private static final int MOST_CLASSES = 6;

  private final Corpus corpus;
  private final RunDesk runs;
  private final TextField file = field("mer.file");
  private final TextField voter = field("mer.voter");
  private final Checkbox gold = new Checkbox(Words.say("mer.gold"));
  private final Checkbox dryRun = new Checkbox(Words.say("mer.dryRun"), true);
  private final TextField part = field("mer.part");
  private final TextField candidates = field("mer.candidates");
  private final TextField wheels = field("mer.wheels");
  private final TextField language = field("mer.language");
  private final IntegerField top = new IntegerField(Words.say("import.top"));

  MerImportDialog(Corpus corpus, RunDesk runs) {
    this.corpus = corpus;
    this.runs = runs;
    file.setPlaceholder("/srv/mer/label-disdim.csv");
    file.setMaxLength(1000);
    voter.setMaxLength(200);
    part.setMaxLength(200);
    candidates.setMaxLength(1000);
    wheels.setMaxLength(1000);
    language.setMaxLength(16);
    voter.setValue(MerImportPlan.VOTER);
    gold.setHelperText(Words.say("mer.goldHint"));
    dryRun.setHelperText(Words.say("mer.dryRunHint"));
    language.setPlaceholder(corpus.language());
    top.setHelperText(Words.say("mer.topHint"));
    top.setValue(MerImportPlan.TOP_K);
    top.setMin(1);
    top.setMax(MOST_CLASSES);
    top.setStepButtonsVisible(true);
  }

  /// @param key of its label; its hint stands under the same key with `Hint`
  private static TextField field(String key) {
    var field = new TextField(Words.say(key));
    field.setHelperText(Words.say(key + "Hint"));
    return field;
  }

  void open() {
    var dialog = new Dialog(Words.say("mer.title"));
    var start = new Button(Words.say("import.submit"));
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.addClickListener(_ -> {
      if (file.getValue().isBlank()) {
        refuse(Words.say("mer.fileMissing"));
        return;
      }
      try {
        var run = runs.importMer(corpus.id(), plan());
        dialog.close();
        UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
      } catch (InvalidRequestException | NotAllowedException refused) {
        refuse(Words.of(refused));
      }
    });
    dialog.add(
        Drawn.div(
            "form",
            Drawn.sentence(Words.say("mer.lead")),
            file,
            voter,
            gold,
            dryRun,
            new Details(
                Words.say("refine.more"),
                Drawn.div("form", part, candidates, top, wheels, language))));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), start);
    dialog.addClassName("narrow");
    dialog.open();
  }

  private void refuse(String why) {
    file.setErrorMessage(why);
    file.setInvalid(true);
  }

  private MerImportPlan plan() {
    return new MerImportPlan(
        file.getValue().strip(),
        voter.getValue().isBlank() ? MerImportPlan.VOTER : voter.getValue().strip(),
        gold.getValue(),
        given(part),
        given(candidates),
        Math.clamp(
            Objects.requireNonNullElse(top.getValue(), MerImportPlan.TOP_K), 1, MOST_CLASSES),
        Map.of(),
        given(wheels),
        given(language),
        dryRun.getValue());
  }

  private static @Nullable String given(TextField field) {
    return field.getValue().isBlank() ? null : field.getValue().strip();
  }
}
