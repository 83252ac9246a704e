package undertone.annotator.runs.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import undertone.annotator.jobs.LabelShares;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.pseudo.LabelThresholds;
import undertone.engine.pseudo.Prior;
import undertone.engine.pseudo.PseudoMethod;
import undertone.engine.refinement.PixelEncoder;

/// Asks what people choose about spreading labels, and shows from what they would be spread over
/// what, as it stands with every choice.
final class PseudoDialog {
  private static final PseudoJobPlan USUAL = PseudoJobPlan.DEFAULT;
  private static final List<LabelThresholds.Rule> RULES =
      List.of(LabelThresholds.Rule.ONE, LabelThresholds.Rule.SHARE, LabelThresholds.Rule.PRECISION);
  private static final double USUAL_SHARE = .5;
  private static final double USUAL_PRECISION = .9;

  private final Corpus corpus;
  private final RunDesk runs;
  private final PseudoDesk desk;
  private final Faces labels;
  private final Div sources = Drawn.div("section");
  private final Checkbox agreed = new Checkbox(Words.say("pseudo.agreed"), USUAL.agreed());
  private final IntegerField voters =
      LabelledFields.field(new IntegerField(), "pseudo.voters", USUAL.voters());
  private final Checkbox voted = new Checkbox(Words.say("pseudo.voted"), USUAL.voted());
  private final Select<PseudoMethod> method = new Select<>();
  private final NumberField gate =
      LabelledFields.field(new NumberField(), "pseudo.gate", USUAL.gate());
  private final Checkbox sets = new Checkbox(Words.say("pseudo.sets"), USUAL.sets());
  private final Checkbox hold = new Checkbox(Words.say("refine.hold"), USUAL.hold());
  private final Select<Prior> prior = new Select<>();
  private final SharesField shares;
  private final Select<LabelThresholds.Rule> perLabel = new Select<>();
  private final NumberField perLabelValue =
      LabelledFields.field(new NumberField(), "pseudo.perLabelValue", USUAL_SHARE);
  private final FacesField faces;
  private final Select<PixelEncoder> encoder = new Select<>(); // nothing = features are read
  private final IntegerField folds =
      LabelledFields.field(new IntegerField(), "refine.folds", USUAL.folds());
  private final IntegerField steps =
      LabelledFields.field(new IntegerField(), "pseudo.steps", USUAL.steps());
  private final IntegerField rounds =
      LabelledFields.field(new IntegerField(), "pseudo.rounds", USUAL.rounds());
  private final IntegerField seed =
      LabelledFields.field(
          new IntegerField(), "refine.seed", ThreadLocalRandom.current().nextInt(1, 10_000));
  private final Button start = new Button(Words.say("refine.submit"));

  PseudoDialog(Corpus corpus, RunDesk runs, PseudoDesk desk, CorpusLibrary library) {
    this.corpus = corpus;
    this.runs = runs;
    this.desk = desk;
    var scheme = library.scheme(corpus.id());
    this.labels = Faces.of(scheme);
    shares = new SharesField(scheme, labels);
    faces = new FacesField(USUAL.faces(), runs.describers(corpus.id()));
    LabelledFields.orUsual(encoder, "refine.encoder", "refine.described", PixelEncoder.values());
    encoder.setHelperText(Words.say("pseudo.encoderHint"));
    agreed.setHelperText(Words.say("pseudo.agreedHint"));
    voted.setHelperText(Words.say("pseudo.votedHint"));
    sets.setHelperText(Words.say("pseudo.setsHint"));
    hold.setHelperText(Words.say("refine.holdHint"));
    method.setLabel(Words.say("refine.method"));
    method.setItems(PseudoMethod.values());
    method.setItemLabelGenerator(Words::of);
    method.setValue(USUAL.method());
    method.setHelperText(Words.hint(USUAL.method()));
    method.addValueChangeListener(e -> method.setHelperText(Words.hint(e.getValue())));
    prior.setLabel(Words.say("pseudo.prior"));
    prior.setHelperText(Words.say("pseudo.priorHint"));
    prior.setItems(Prior.values());
    prior.setItemLabelGenerator(Words::of);
    prior.setValue(USUAL.prior());
    perLabel.setLabel(Words.say("pseudo.perLabel"));
    perLabel.setHelperText(Words.say("pseudo.perLabelHint"));
    perLabel.setItems(RULES);
    perLabel.setItemLabelGenerator(rule -> Words.say("pseudo.perLabel." + rule.written()));
    perLabel.setValue(LabelThresholds.Rule.ONE);
    perLabelValue.setMin(.05);
    perLabelValue.setMax(1);
    perLabelValue.setStep(.05);
    perLabel.addValueChangeListener(_ -> {
      perLabelValue.setValue(usualValue());
      offer();
    });
    method.addValueChangeListener(_ -> offer());
    prior.addValueChangeListener(_ -> offer());
    offer();
    gate.setMin(0);
    gate.setMax(1);
    gate.setStep(.01);
    LabelledFields.within(voters, 1, 100);
    LabelledFields.within(folds, 2, 20);
    LabelledFields.within(steps, 1, 100_000);
    LabelledFields.within(rounds, 1, 20);
    agreed.addValueChangeListener(e -> {
      voters.setEnabled(e.getValue());
      count();
    });
    voters.addValueChangeListener(_ -> count());
    voted.addValueChangeListener(_ -> count());
  }

  void open() {
    var dialog = new Dialog(Words.say("pseudo.title"));
    var trouble = Drawn.div("complaint");
    trouble.getElement().setAttribute("role", "alert");
    start.addThemeVariants(ButtonVariant.PRIMARY);
    start.addClickListener(_ -> {
      try {
        var run = runs.pseudo(corpus.id(), plan());
        dialog.close();
        UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
      } catch (IllegalArgumentException refused) {
        trouble.removeAll();
        trouble.add(Drawn.loss(refused));
      }
    });
    dialog.add(
        Drawn.div(
            "form",
            Drawn.sentence(Words.say("pseudo.lead")),
            sources,
            agreed,
            voters,
            voted,
            method,
            gate,
            sets,
            hold,
            new Details(
                Words.say("refine.more"),
                Drawn.div(
                    "form",
                    prior,
                    shares,
                    perLabel,
                    perLabelValue,
                    faces,
                    encoder,
                    Drawn.div("form-pair", folds, steps),
                    Drawn.div("form-pair", rounds, seed))),
            trouble));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), start);
    dialog.addClassName("narrow");
    count();
    dialog.open();
  }

  /// Thresholds of labels are asked about only where the method has some that can be set, and where
  /// networks' own probabilities, which they are taken from, are not pulled elsewhere.
  private void offer() {
    boolean takes = method.getValue().takesLabelThresholds() && prior.getValue() == Prior.NONE;
    perLabel.setVisible(takes);
    shares.setVisible(prior.getValue() == Prior.CUSTOM);
    perLabelValue.setVisible(takes && perLabel.getValue() != LabelThresholds.Rule.ONE);
  }

  private double usualValue() {
    return perLabel.getValue() == LabelThresholds.Rule.PRECISION ? USUAL_PRECISION : USUAL_SHARE;
  }

  /// A number that was cleared leaves the rule as it was chosen, with what is usual for it.
  private LabelThresholds perLabel() {
    if (!perLabelValue.isVisible()) {
      return LabelThresholds.ONE;
    }
    double share =
        Math.clamp(Objects.requireNonNullElse(perLabelValue.getValue(), usualValue()), .05, 1);
    return perLabel.getValue() == LabelThresholds.Rule.SHARE
        ? LabelThresholds.share(share)
        : LabelThresholds.precision(share);
  }

  /// What would teach, and what would be told.
  private void count() {
    // What the others are believed to hold counts nothing, and may be half written.
    var counts = desk.count(corpus.id(), plan(Prior.NONE, LabelShares.NONE));
    sources.removeAll();
    var taught = Drawn.element("ul", "counted-labels");
    counts
        .labels()
        .forEach((label, clips) ->
            taught.add(
                Drawn.element(
                    "li",
                    clips < 2 ? "few" : "",
                    labels.chip(label, Faces.Strength.OUTLINED),
                    Drawn.text("number", Words.number(clips)))));
    int all = counts.labels().values().stream().mapToInt(Integer::intValue).sum();
    boolean enough = counts.labels().values().stream().filter(n -> n >= 2).count() >= 2;
    sources.add(
        Drawn.sentence(
            Words.say(
                "pseudo.counts",
                Words.number(all),
                Words.number(counts.pool()),
                Words.number(counts.proposable()))),
        taught);
    if (counts.unseen() > 0) {
      sources.add(Drawn.sentence(Words.say("pseudo.unseen", counts.unseen())));
    }
    if (counts.setAside() > 0) {
      sources.add(Drawn.note(Words.say("pseudo.setAside", counts.setAside())));
    }
    if (!enough) {
      sources.add(Drawn.note(Words.say("pseudo.tooFew")));
    } else if (counts.pool() == 0) {
      sources.add(Drawn.note(Words.say("pseudo.noPool")));
    }
    start.setEnabled(enough && counts.pool() > 0);
  }

  private PseudoJobPlan plan() {
    var believed = prior.getValue();
    return plan(believed, believed == Prior.CUSTOM ? shares.shares() : LabelShares.NONE);
  }

  private PseudoJobPlan plan(Prior believed, LabelShares of) {
    return new PseudoJobPlan(
        method.getValue(),
        Math.clamp(Objects.requireNonNullElse(gate.getValue(), USUAL.gate()), 0, 1),
        agreed.getValue(),
        Math.max(1, Objects.requireNonNullElse(voters.getValue(), USUAL.voters())),
        voted.getValue(),
        sets.getValue(),
        believed,
        of,
        perLabel(),
        faces.description(),
        encoder.getValue(),
        Objects.requireNonNullElse(folds.getValue(), USUAL.folds()),
        Objects.requireNonNullElse(steps.getValue(), USUAL.steps()),
        Objects.requireNonNullElse(rounds.getValue(), USUAL.rounds()),
        hold.getValue(),
        Objects.requireNonNullElse(seed.getValue(), 0));
  }
}
