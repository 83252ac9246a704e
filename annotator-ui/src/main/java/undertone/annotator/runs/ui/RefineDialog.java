package undertone.annotator.runs.ui;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import undertone.annotator.jobs.EarlierRefinements;
import undertone.annotator.jobs.RefinePlan;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.refinement.Companion;
import undertone.engine.refinement.CorrectionRules;
import undertone.engine.refinement.PixelEncoder;
import undertone.engine.refinement.PixelPlan.Agreeing;
import undertone.engine.refinement.PixelPlan.Update;
import undertone.engine.refinement.RefinementMethod;
import undertone.engine.refinement.Start;
import undertone.models.pico.PartialLoss;

/// Asks what people choose about a refinement. The usual values stand there already, so that Enter
/// is enough.
final class RefineDialog {

  private static final RefinePlan USUAL = RefinePlan.DEFAULT;
  private static final Long SCRATCH = 0L;
  private static final int MOST_OFFERED = 5; // of earlier runs

  private final Corpus corpus;
  private final RunDesk runs;
  private final CorpusLibrary library;
  private final List<EarlierRefinements.Earlier> earlier;
  private final Select<Long> from = new Select<>(); // number of a run; 0 = from scratch
  private final Select<RefinementMethod> method = new Select<>();
  private final Select<Start> init = new Select<>();
  private final Select<PartialLoss> loss = new Select<>(); // nothing = the method's own
  private final Select<Companion> beside = new Select<>(); // nothing = the method's own way
  private final Select<PixelEncoder> encoder = new Select<>(); // nothing = features are read
  private final MultiSelectComboBox<String> voters =
      new MultiSelectComboBox<>(Words.say("refine.voters"));
  private final FacesField faces;
  private final IntegerField epochs =
      LabelledFields.field(new IntegerField(), "refine.epochs", USUAL.epochs());
  private final IntegerField folds =
      LabelledFields.field(new IntegerField(), "refine.folds", USUAL.folds());
  private final NumberField delta =
      LabelledFields.field(new NumberField(), "refine.delta", USUAL.delta());
  private final NumberField noise =
      LabelledFields.field(new NumberField(), "refine.noise", USUAL.noiseThreshold());
  private final IntegerField seed =
      LabelledFields.field(
          new IntegerField(), "refine.seed", ThreadLocalRandom.current().nextInt(1, 10_000));

  private final Checkbox hold = new Checkbox(Words.say("refine.hold"));
  private final Select<Agreeing> views = new Select<>();
  private final Select<Update> update = new Select<>();
  private final Checkbox deletion = new Checkbox(Words.say("refine.deletion"));
  private final Checkbox byRatio = new Checkbox(Words.say("refine.byRatio"));

  RefineDialog(Corpus corpus, RunDesk runs, CorpusLibrary library) {
    this.corpus = corpus;
    this.runs = runs;
    this.library = library;
    earlier = runs.earlier(corpus.id());
    faces = new FacesField(USUAL.faces(), runs.describers(corpus.id()));
    from.setLabel(Words.say("refine.from"));
    from.setItemLabelGenerator(this::named);
    from.addValueChangeListener(_ -> keepFolds());
    method.setLabel(Words.say("refine.method"));
    method.setItems(RefinementMethod.values());
    method.setItemLabelGenerator(Words::of);
    method.setValue(USUAL.method());
    method.setHelperText(Words.hint(USUAL.method()));
    method.addValueChangeListener(chosen -> {
      method.setHelperText(Words.hint(chosen.getValue()));
      epochs.setEnabled(chosen.getValue().trains());
      init.setEnabled(chosen.getValue().trains());
      loss.setEnabled(chosen.getValue().choosesLoss());
      beside.setEnabled(chosen.getValue().trains());
      encoder.setEnabled(chosen.getValue().trains());
      folds.setEnabled(chosen.getValue().looks());
      faces.setEnabled(chosen.getValue().looks());
      mayCorrect(chosen.getValue());
      offerEarlier();
    });
    choice(views, "refine.views", CorrectionRules.USUAL.views(), Agreeing.values());
    choice(update, "refine.update", CorrectionRules.USUAL.update(), Update.values());
    deletion.setHelperText(Words.say("refine.deletionHint"));
    byRatio.setHelperText(Words.say("refine.byRatioHint"));
    byRatio.addValueChangeListener(_ -> mayCorrect(method.getValue()));
    List.<HasValue<?, ?>>of(views, update, deletion, byRatio)
        .forEach(field -> field.addValueChangeListener(_ -> offerEarlier()));
    init.setLabel(Words.say("refine.init"));
    init.setItems(Start.values());
    init.setItemLabelGenerator(Words::of);
    init.setValue(USUAL.init());
    init.setHelperText(Words.hint(USUAL.init()));
    init.addValueChangeListener(chosen -> init.setHelperText(Words.hint(chosen.getValue())));
    LabelledFields.orUsual(loss, "refine.loss", "refine.usual", PartialLoss.values());
    LabelledFields.orUsual(beside, "refine.beside", "refine.usual", Companion.values());
    LabelledFields.orUsual(encoder, "refine.encoder", "refine.described", PixelEncoder.values());
    loss.addValueChangeListener(_ -> offerEarlier());
    encoder.addValueChangeListener(_ -> offerEarlier());
    voters.setItems(runs.votersOf(corpus.id()));
    voters.setPlaceholder(Words.say("refine.votersAll"));
    voters.setHelperText(Words.say("refine.votersHint"));
    faces.addValueChangeListener(_ -> offerEarlier());
    hold.setHelperText(Words.say("refine.holdHint"));
    LabelledFields.within(epochs, 1, 10_000);
    LabelledFields.within(folds, 2, 50);
    delta.setStep(0.01);
    delta.setMin(0);
    delta.setMax(5);
    noise.setStep(0.05);
    noise.setMin(0);
    noise.setMax(1);
    offerEarlier();
  }

  private void mayCorrect(RefinementMethod by) {
    views.setEnabled(by.corrects());
    update.setEnabled(by.corrects());
    deletion.setEnabled(by.corrects());
    byRatio.setEnabled(by.hasMargin()); // others go by ratio anyway
    delta.setEnabled(by.hasMargin() && !byRatio.getValue());
  }

  private static <E extends Enum<E>> void choice(Select<E> field, String key, E usual, E[] items) {
    field.setLabel(Words.say(key));
    field.setHelperText(Words.say(key + "Hint"));
    field.setItems(items);
    field.setItemLabelGenerator(Words::of);
    field.setValue(usual);
  }

  private CorrectionRules correction() {
    return method.getValue().corrects()
        ? new CorrectionRules(
            views.getValue(),
            update.getValue(),
            deletion.getValue(),
            byRatio.isEnabled() && byRatio.getValue())
        : CorrectionRules.USUAL;
  }

  /// Runs by this method and on faces described in this way; no choice where there is none.
  private void offerEarlier() {
    var fitting =
        earlier.stream()
            .filter(e ->
                e.fits(
                    method.getValue(),
                    faces.description(),
                    chosen(loss),
                    chosen(encoder),
                    correction()))
            .limit(MOST_OFFERED)
            .toList();
    var numbers = new ArrayList<>(List.of(SCRATCH));
    fitting.forEach(e -> numbers.add(e.run().id().value()));
    var chosen = from.getValue();
    from.setItems(numbers);
    from.setValue(chosen != null && numbers.contains(chosen) ? chosen : SCRATCH);
    from.setVisible(!fitting.isEmpty());
  }

  /// A clip may be judged only by networks that never saw it, so folds stay as they were.
  private void keepFolds() {
    var chosen = chosen();
    chosen.ifPresent(e -> folds.setValue(e.plan().folds()));
    folds.setEnabled(chosen.isEmpty() && method.getValue().looks());
    from.setHelperText(Words.say(chosen.isEmpty() ? "refine.fromScratch" : "refine.fromEarlier"));
  }

  private Optional<EarlierRefinements.Earlier> chosen() {
    return earlier.stream()
        .filter(e -> Objects.equals(e.run().id().value(), from.getValue()))
        .findFirst();
  }

  private String named(Long run) {
    return earlier.stream()
        .filter(e -> e.run().id().value() == run)
        .findFirst()
        .map(e ->
            Words.say(
                "refine.goOn", run, Words.moment(e.run().finishedAt().orElse(e.run().createdAt()))))
        .orElseGet(() -> Words.say("refine.scratch"));
  }

  void open() {
    var dialog = new Dialog(Words.say("refine.title"));
    var trouble = Drawn.div("complaint");
    trouble.getElement().setAttribute("role", "alert");
    var start = new Button(Words.say("refine.submit"));
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.addClickListener(_ -> {
      try {
        var run = runs.refine(corpus.id(), plan());
        dialog.close();
        UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
      } catch (IllegalArgumentException refused) {
        trouble.removeAll();
        trouble.add(Drawn.loss(refused));
      }
    });
    long voted = voted();
    var form =
        Drawn.div(
            "form",
            Drawn.sentence(Words.say("refine.lead", Words.number(voted))),
            method,
            from,
            voters,
            Drawn.div("form-pair", epochs, folds),
            hold,
            new Details(
                Words.say("refine.more"),
                Drawn.div(
                    "form",
                    init,
                    faces,
                    encoder,
                    Drawn.div("form-pair", loss, beside),
                    Drawn.div("form-pair", delta, noise),
                    Drawn.div("form-pair", views, update),
                    deletion,
                    byRatio,
                    seed)),
            trouble);
    start.setEnabled(voted > 0 || runs.rulesVote(corpus.id()));
    dialog.add(form);
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), start);
    dialog.addClassName("narrow");
    dialog.open();
  }

  private long voted() {
    var stats = library.card(corpus.id()).stats();
    return stats == null ? 0 : stats.voted();
  }

  private RefinePlan plan() {
    return new RefinePlan(
        method.getValue(),
        List.copyOf(voters.getValue()),
        faces.description(),
        Objects.requireNonNullElse(epochs.getValue(), USUAL.epochs()),
        Objects.requireNonNullElse(folds.getValue(), USUAL.folds()),
        Objects.requireNonNullElse(delta.getValue(), USUAL.delta()),
        Objects.requireNonNullElse(noise.getValue(), USUAL.noiseThreshold()),
        Objects.requireNonNullElse(seed.getValue(), 0),
        hold.getValue(),
        init.getValue(),
        chosen(loss),
        chosen(beside),
        chosen(encoder),
        chosen().map(e -> e.run().id().value()).orElse(null),
        correction());
  }

  /// What was chosen, as far as the method has a choice.
  private static <E extends Enum<E>> @Nullable E chosen(Select<E> field) {
    return field.isEnabled() ? field.getValue() : null;
  }
}
