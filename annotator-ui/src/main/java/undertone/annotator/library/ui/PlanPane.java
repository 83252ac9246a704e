package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.Objects;
import java.util.stream.Collectors;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.plans.PlanDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.Context;
import undertone.corpora.Cue;
import undertone.corpora.InvalidValueException;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.plan.AnnotationPlan;
import undertone.corpora.plan.GoldRecord;

/// Passes over single cues and gold clips mixed in, with what they mean for an annotator in one
/// sentence as it is being planned.
final class PlanPane extends HtmlContainer {

  private final Corpus corpus;
  private final PlanDesk desk;
  private final IntegerField face;
  private final IntegerField voice;
  private final IntegerField words;
  private final IntegerField listener;
  private final IntegerField gold;
  private final Select<String> pool = new Select<>();
  private final Select<Context> context = new Select<>();
  private final Checkbox feedback = new Checkbox(Words.say("plan.feedback"));
  private final HtmlContainer preview = Drawn.element("p", "plan-preview");
  private final Div preparing = Drawn.div("fine");
  private final Div answers = Drawn.div("section");

  PlanPane(Corpus corpus, PlanDesk desk) {
    super("section");
    this.corpus = corpus;
    this.desk = desk;
    addClassName("card");
    var planned = desk.of(corpus.id());
    var plan = planned.plan();
    face = number(Words.of(Cue.FACE), plan.face(), AnnotationPlan.MOST_ANNOTATORS);
    voice = number(Words.of(Cue.VOICE), plan.voice(), AnnotationPlan.MOST_ANNOTATORS);
    words = number(Words.of(Cue.WORDS), plan.words(), AnnotationPlan.MOST_ANNOTATORS);
    listener = number(Words.say("plan.listener"), plan.listener(), AnnotationPlan.MOST_ANNOTATORS);
    gold = number(Words.say("plan.goldEvery"), plan.goldEvery(), AnnotationPlan.SPARSEST_GOLD);
    gold.setHelperText(Words.say("plan.goldEveryHint"));
    pool.setLabel(Words.say("plan.goldPool"));
    pool.setEmptySelectionAllowed(true);
    pool.setEmptySelectionCaption(Words.say("plan.goldAll"));
    pool.setPlaceholder(Words.say("plan.goldAll"));
    pool.setItems(planned.splits());
    pool.setItemLabelGenerator(
        split -> split == null ? Words.say("plan.goldAll") : Words.say("plan.goldSplit", split));
    pool.setValue(plan.goldSplit());
    feedback.setValue(plan.feedback());
    pool.addValueChangeListener(_ -> foresee());
    feedback.addValueChangeListener(_ -> foresee());
    context.setLabel(Words.say("plan.context"));
    context.setItems(Context.values());
    context.setItemLabelGenerator(shown -> Words.say("plan.context." + shown));
    context.setHelperText(Words.say("plan.contextHint"));
    context.setValue(plan.context());
    context.addValueChangeListener(_ -> foresee());
    preview.getElement().setAttribute("role", "status");
    add(
        Drawn.title(2, Words.say("plan.title")),
        Drawn.element("p", "muted", new Text(Words.say("plan.lead"))),
        Drawn.title(3, Words.say("plan.cues")),
        Drawn.element("p", "fine", new Text(Words.say("plan.cuesHint"))),
        Drawn.div("form-three", face, voice, words),
        Drawn.title(3, Words.say("plan.goldTitle")),
        Drawn.div("form-pair", gold, pool),
        feedback,
        Drawn.title(3, Words.say("plan.contextTitle")),
        Drawn.div("form-pair", context, listener),
        Drawn.title(3, Words.say("plan.preview")),
        preview,
        preparing,
        Drawn.div("actions", save()),
        answers);
    show(planned);
    foresee();
    goldAnswers();
  }

  private Component save() {
    var button =
        new Button(
            Words.say("settings.save"),
            _ -> {
              try {
                show(desk.put(corpus.id(), plan()));
                Drawn.say(Words.say("settings.saved"));
              } catch (InvalidRequestException refused) {
                Drawn.complain(refused);
              } catch (InvalidValueException refused) {
                Drawn.complain(new InvalidRequestException(refused));
              }
            });
    button.addThemeVariants(ButtonVariant.PRIMARY);
    return button;
  }

  private AnnotationPlan plan() {
    return new AnnotationPlan(
        value(face),
        value(voice),
        value(words),
        value(listener),
        value(gold),
        feedback.getValue(),
        pool.getValue(),
        context.getValue());
  }

  private void show(PlanDesk.Planned planned) {
    face.setHelperText(Words.say("plan.clipsWith", planned.pictures()));
    voice.setHelperText(Words.say("plan.clipsWith", planned.voices()));
    words.setHelperText(Words.say("plan.clipsWith", planned.transcripts()));
    listener.setHelperText(Words.say("plan.listenerHint", planned.turns()));
    pool.setHelperText(Words.say("plan.goldFound", planned.gold()));
    preparing.removeAll();
    if (planned.preparing() > 0) {
      preparing.add(new Text(Words.say("plan.preparing", planned.preparing())));
    }
  }

  /// Says what the plan would mean; one that makes no sense is said by its refusal instead.
  private void foresee() {
    preview.removeAll();
    try {
      preview.add(new Text(sentence(plan())));
    } catch (InvalidValueException refused) {
      preview.add(new Text(Words.of(refused)));
    }
  }

  private String sentence(AnnotationPlan plan) {
    var cues =
        plan.singleCues().stream()
            .map(cue -> Words.say("plan.preview." + cue, plan.overlap(cue)))
            .collect(Collectors.joining(Words.say("plan.previewThen")));
    var passes =
        cues.isEmpty()
            ? Words.say("plan.previewWhole", corpus.overlap())
            : Words.say("plan.previewPasses", cues, corpus.overlap());
    var listeners =
        plan.listener() == 0 ? "" : " " + Words.say("plan.preview.LISTENER", plan.listener());
    var seen = passes + listeners + " " + Words.say("plan.previewContext." + plan.context());
    if (!plan.mixesGold()) {
      return seen;
    }
    var key = plan.feedback() ? "plan.previewGoldTold" : "plan.previewGold";
    return seen + " " + Words.say(key, plan.goldEvery());
  }

  private void goldAnswers() {
    var records = desk.goldChecks(corpus.id());
    if (records.isEmpty()) {
      return;
    }
    var list = Drawn.element("ul", "rows");
    records.forEach(r ->
        list.add(
            Drawn.element(
                "li",
                "row",
                Drawn.div(
                    "row-words",
                    Drawn.text("who", r.name()),
                    Drawn.text("fine number", said(r))))));
    answers.add(Drawn.title(3, Words.say("plan.goldAnswers")), list);
  }

  private static String said(GoldRecord gold) {
    return Words.say(
        "plan.goldAnswer",
        Words.number(gold.clips()),
        Words.number(gold.pool()),
        Words.share(gold.heldShare()),
        Words.share(gold.firstShare()));
  }

  private IntegerField number(String label, int value, int most) {
    var field = new IntegerField(label);
    field.setValue(value);
    field.setMin(0);
    field.setMax(most);
    field.setStepButtonsVisible(true);
    field.setValueChangeMode(ValueChangeMode.EAGER);
    field.addValueChangeListener(_ -> foresee());
    return field;
  }

  private static int value(IntegerField field) {
    return Objects.requireNonNullElse(field.getValue(), 0);
  }
}
