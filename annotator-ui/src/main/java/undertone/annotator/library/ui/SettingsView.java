package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.util.Objects;
import undertone.annotator.calibration.Calibration;
import undertone.annotator.calibration.ui.LagRows;
import undertone.annotator.care.CareDesk;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Administration;
import undertone.annotator.people.Right;
import undertone.annotator.plans.PlanDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.care.Caring;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Palette;
import undertone.corpora.corpus.Question;
import undertone.corpora.corpus.WordingHelp;

/// What an owner settles about a corpus: its words, how it is annotated, who takes part.
@Route("corpora/:corpus/settings")
@PermitAll
class SettingsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final CorpusLibrary library;
  private final Administration administration;
  private final PlanDesk plans;
  private final CareDesk care;
  private final Calibration calibration;
  private final Addresses addresses;

  SettingsView(
      CorpusLibrary library,
      Administration administration,
      PlanDesk plans,
      CareDesk care,
      Calibration calibration,
      Addresses addresses) {
    this.library = library;
    this.administration = administration;
    this.plans = plans;
    this.care = care;
    this.calibration = calibration;
    this.addresses = addresses;
    addClassNames("page", "reading");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.MANAGE);
    removeAll();
    add(
        Drawn.trail(Drawn.link("corpora/" + corpus.slug(), corpus.name())),
        Drawn.heading(Words.say("settings.title"), ""),
        words(corpus),
        plan(corpus),
        new PlanPane(corpus, plans),
        proof(corpus),
        budget(corpus),
        scheme(corpus),
        new MembersPane(corpus, administration));
    var lags = calibration.lags(corpus.id());
    if (!lags.isEmpty()) {
      add(
          Drawn.element(
              "section",
              "card",
              Drawn.title(2, Words.say("lag.title")),
              Drawn.sentence(Words.say("lag.lead")),
              LagRows.of(lags)));
    }
  }

  private Component words(Corpus corpus) {
    var name = new TextField(Words.say("settings.name"), corpus.name(), "");
    var description = new TextArea(Words.say("settings.description"), corpus.description(), "");
    description.setHelperText(Words.say("settings.descriptionHint"));
    var guidelines = new TextArea(Words.say("settings.guidelines"), corpus.guidelines(), "");
    guidelines.setHelperText(Words.say("settings.guidelinesHint"));
    guidelines.setMinRows(8);
    return section(
        "settings.words",
        Drawn.div("form", name, description, guidelines),
        () ->
            library.describe(
                corpus.id(), name.getValue(), description.getValue(), guidelines.getValue()));
  }

  private Component plan(Corpus corpus) {
    var overlap = number("settings.overlap", "settings.overlapHint", corpus.overlap(), 1, 100);
    var lease =
        number(
            "settings.lease", "settings.leaseHint", (int) corpus.lease().toMinutes(), 1, 72 * 60);
    lease.setSuffixComponent(Drawn.text("muted", Words.say("unit.minutes")));
    var questions = new CheckboxGroup<Question>(Words.say("settings.questions"));
    questions.setHelperText(Words.say("settings.questionsHint"));
    questions.setItems(Question.values());
    questions.setItemLabelGenerator(Words::of);
    questions.setValue(corpus.questions());
    var palette = new RadioButtonGroup<Palette>(Words.say("settings.palette"));
    palette.setHelperText(Words.say("settings.paletteHint"));
    palette.setItems(Palette.values());
    palette.setItemLabelGenerator(Words::of);
    palette.setValue(corpus.palette());
    var wordings = new RadioButtonGroup<WordingHelp>(Words.say("settings.wordings"));
    wordings.setHelperText(Words.say("settings.wordingsHint"));
    wordings.setItems(WordingHelp.values());
    wordings.setItemLabelGenerator(Words::of);
    wordings.setValue(corpus.wordingHelp());
    return section(
        "settings.plan",
        Drawn.div("form", Drawn.div("form-pair", overlap, lease), questions, palette, wordings),
        () -> {
          library.plan(
              corpus.id(),
              Objects.requireNonNullElse(overlap.getValue(), 0),
              Duration.ofMinutes(Objects.requireNonNullElse(lease.getValue(), 0)));
          library.ask(corpus.id(), questions.getValue());
          library.layOut(corpus.id(), palette.getValue());
          library.offerWordings(corpus.id(), wordings.getValue());
        });
  }

  private Component proof(Corpus corpus) {
    var least =
        number(
            "settings.leastPrecision",
            "settings.leastPrecisionHint",
            (int) Math.round(100 * corpus.leastPrecision()),
            0,
            100);
    least.setSuffixComponent(Drawn.text("muted", "%"));
    return section(
        "settings.runs",
        Drawn.div("form", least),
        () ->
            library.holdBelow(
                corpus.id(), Objects.requireNonNullElse(least.getValue(), 0) / 100.0));
  }

  private Component budget(Corpus corpus) {
    var budget =
        number(
            "care.budget", "care.budgetHint", care.budget(corpus.id()), 0, Caring.LARGEST_BUDGET);
    return section(
        "care.title",
        Drawn.div("form", budget),
        () -> care.limit(corpus.id(), Objects.requireNonNullElse(budget.getValue(), 0)));
  }

  private Component scheme(Corpus corpus) {
    var scheme = library.scheme(corpus.id());
    return Drawn.element(
        "section",
        "card",
        Drawn.title(2, Words.say("settings.scheme")),
        Drawn.element(
            "p",
            "muted",
            new Text(Words.say("settings.schemeIs", scheme.title(), scheme.version()))),
        SchemeStrip.of(scheme),
        edit(corpus));
  }

  private static Component edit(Corpus corpus) {
    var link = Drawn.link("corpora/" + corpus.slug() + "/labels", Words.say("labels.edit"));
    link.addClassName("act");
    return Drawn.div("actions", link);
  }

  private static IntegerField number(String key, String hint, int value, int least, int most) {
    var field = new IntegerField(Words.say(key));
    field.setHelperText(Words.say(hint));
    field.setValue(value);
    field.setMin(least);
    field.setMax(most);
    field.setStepButtonsVisible(true);
    return field;
  }

  private static Component section(String key, Component form, Runnable save) {
    var button =
        new Button(
            Words.say("settings.save"),
            _ -> {
              try {
                save.run();
                Drawn.say(Words.say("settings.saved"));
              } catch (InvalidRequestException refused) {
                Drawn.complain(refused);
              }
            });
    button.addThemeVariants(ButtonVariant.PRIMARY);
    return Drawn.element(
        "section", "card", Drawn.title(2, Words.say(key)), form, Drawn.div("actions", button));
  }

  @Override
  public String getPageTitle() {
    return Words.say("settings.title");
  }
}
