package undertone.annotator.models.ui;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import undertone.annotator.jobs.FeatureChoice;
import undertone.annotator.jobs.PseudoJobPlan;
import undertone.annotator.jobs.TrackTeachers;
import undertone.annotator.jobs.TrainPlan;
import undertone.annotator.jobs.TrainedModels;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.models.ModelCard;
import undertone.annotator.models.ModelDesk;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.recognition.TestViews;
import undertone.models.hosting.FeatureModel;

/// Asks which model is to learn what, and shows which labels would teach it.
final class TrainDialog {
  private static final PseudoJobPlan LABELS = PseudoJobPlan.DEFAULT;
  private static final int MOST_SEED = 10_000;
  private static final double MOST_MISSING = .9;
  private static final double MISSING_STEP = .1;

  private final Corpus corpus;
  private final ModelDesk models;
  private final List<ModelDesk.Hosted> hosted;
  private final List<ModelDesk.Known> known;
  private final PseudoDesk labels;
  private final Faces faces;
  private final Select<ModelDesk.Hosted> model = new Select<>();
  private final Select<ModelDesk.Size> size = new Select<>();
  private final Select<TrainPlan.Stage> stage = new Select<>();
  private final Select<String> start = new Select<>();
  private final Checkbox agreed = new Checkbox(Words.say("pseudo.agreed"), LABELS.agreed());
  private final IntegerField epochs = new IntegerField(Words.say("train.epochs"));
  private final IntegerField seed = new IntegerField(Words.say("refine.seed"));
  private final IntegerField testClips = new IntegerField(Words.say("train.testClips"));
  private final Checkbox recompute = new Checkbox(Words.say("train.recompute"));
  private final Checkbox alter = new Checkbox(Words.say("train.alter"));
  private final NumberField missing = new NumberField(Words.say("train.missing"));
  private final Map<String, Select<String>> shown = new LinkedHashMap<>(); // by modality
  private final Map<String, List<String>> sets; // of features, and their modalities
  private final Div features = Drawn.div("form-pair");
  private final Select<String> tracks = new Select<>();
  private final Div teach = Drawn.div("section");

  TrainDialog(
      Corpus corpus,
      ModelDesk models,
      List<ModelDesk.Hosted> hosted,
      List<ModelDesk.Known> known,
      PseudoDesk labels,
      CorpusLibrary library) {
    this.corpus = corpus;
    this.models = models;
    this.hosted = hosted.stream().filter(ModelDesk.Hosted::learns).toList();
    this.known = known;
    this.labels = labels;
    this.faces = Faces.of(library.scheme(corpus.id()));
    this.sets = models.featureSets(corpus.id());
    offerFeatures();
    tracks.setLabel(Words.say("train.tracks"));
    tracks.setItemLabelGenerator(
        one -> one.equals(TrackTeachers.NONE) ? Words.say("train.noTracks") : one);
    model.setLabel(Words.say("train.model"));
    model.setItems(this.hosted);
    model.setItemLabelGenerator(one -> one.card().title());
    model.addValueChangeListener(_ -> offerSizes());
    size.setLabel(Words.say("train.size"));
    size.setItemLabelGenerator(
        one -> Words.say("models.size", one.name(), Words.amount(one.parameters())));
    size.addValueChangeListener(_ -> {
      alterAsUsual();
      offerStarts();
    });
    stage.setLabel(Words.say("train.stage"));
    stage.setItems(TrainPlan.Stage.values());
    stage.setItemLabelGenerator(Words::of);
    stage.addValueChangeListener(e -> {
      stage.setHelperText(Words.hint(e.getValue()));
      offerStarts();
    });
    start.setLabel(Words.say("train.start"));
    start.setHelperText(Words.say("train.startHint"));
    start.setEmptySelectionAllowed(true);
    start.setEmptySelectionCaption(Words.say("train.fromScratch"));
    agreed.setHelperText(Words.say("pseudo.agreedHint"));
    agreed.addValueChangeListener(_ -> count());
    epochs.setHelperText(Words.say("train.epochsHint"));
    epochs.setMin(1);
    epochs.setStepButtonsVisible(true);
    testClips.setHelperText(Words.say("train.testClipsHint"));
    recompute.setHelperText(Words.say("train.recomputeHint"));
    alter.setHelperText(Words.say("train.alterHint"));
    testClips.setMin(1);
    testClips.setMax(TestViews.MOST);
    testClips.setStepButtonsVisible(true);
    seed.setValue(ThreadLocalRandom.current().nextInt(1, MOST_SEED));
    seed.setHelperText(Words.say("refine.seedHint"));
    stage.setValue(TrainPlan.Stage.FINE_TUNE);
    model.setValue( // what looks at clips needs no features and stands for most corpora
        this.hosted.stream()
            .filter(TrainDialog::startsFromOthers)
            .findFirst()
            .orElse(this.hosted.getFirst()));
  }

  void open() {
    var dialog = new Dialog(Words.say("train.title"));
    var trouble = Drawn.div("complaint");
    trouble.getElement().setAttribute("role", "alert");
    var begin = new Button(Words.say("train.submit"));
    begin.addThemeVariants(ButtonVariant.PRIMARY);
    begin.addClickListener(_ -> {
      try {
        var run = models.train(corpus.id(), plan());
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
            Drawn.sentence(Words.say("train.lead")),
            stage,
            Drawn.div("form-pair", model, size),
            start,
            features,
            tracks,
            teach,
            agreed,
            new Details(
                Words.say("refine.more"),
                Drawn.div("form-pair", epochs, seed, testClips, alter, recompute)),
            trouble));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), begin);
    dialog.addClassName("narrow");
    count();
    dialog.open();
  }

  /// To fine-tune what was pre-trained.
  void openFrom(TrainedModels.Trained pre) {
    hosted.stream()
        .filter(one -> one.card().name().equals(pre.plan().model()))
        .findFirst()
        .ifPresent(one -> {
          model.setValue(one);
          one.sizes().stream()
              .filter(two -> two.name().equals(pre.plan().size()))
              .findFirst()
              .ifPresent(size::setValue);
        });
    start.setValue(pre.name());
    open();
  }

  private void offerSizes() {
    var chosen = model.getValue();
    size.setItems(chosen.sizes());
    size.setValue(chosen.sizes().getFirst());
    features.setVisible(chosen.onFeatures());
    boolean fromLabelsOnly = chosen.onFeatures() || chosen.follows();
    stage.setVisible(!fromLabelsOnly);
    if (fromLabelsOnly) {
      stage.setValue(TrainPlan.Stage.FINE_TUNE);
    }
    showTracks(chosen);
    model.setHelperText(ModelCard.of(chosen.card().name(), Words.locale().getLanguage()).reads());
  }

  /// What a model on features can be shown of each modality.
  private void offerFeatures() {
    for (var modality : FeatureModel.MODALITIES) {
      var one = new Select<String>();
      one.setLabel(Words.say("train.shown." + modality));
      var items = new ArrayList<>(List.of(FeatureChoice.OWN, FeatureChoice.NONE));
      sets.forEach((name, has) -> {
        if (has.contains(modality)) {
          items.add(name);
        }
      });
      one.setItems(items);
      one.setItemLabelGenerator(TrainDialog::said);
      one.setValue(FeatureChoice.OWN);
      shown.put(modality, one);
      features.add(one);
    }
    missing.setHelperText(Words.say("train.missingHint"));
    missing.setMin(0);
    missing.setMax(MOST_MISSING);
    missing.setStep(MISSING_STEP);
    missing.setStepButtonsVisible(true);
    missing.setValue(FeatureChoice.USUAL.missing());
    features.add(missing);
  }

  private void showTracks(ModelDesk.Hosted chosen) {
    boolean shows = chosen.follows() || rates();
    tracks.setVisible(shows);
    if (shows) {
      offerTracks(chosen);
    }
  }

  private boolean rates() {
    return stage.getValue() == TrainPlan.Stage.DIMENSIONS;
  }

  /// Whose tracks a model that follows clips in time can learn from; one on features knows no
  /// action units.
  private void offerTracks(ModelDesk.Hosted chosen) {
    var teachers = models.teachers(corpus.id(), chosen.card().name());
    var items = new ArrayList<>(teachers);
    items.add(TrackTeachers.NONE);
    tracks.setHelperText(Words.say(hintOfTracks(chosen)));
    var before = tracks.getValue();
    tracks.setItems(items);
    tracks.setValue(items.contains(before) ? before : usual(items));
  }

  /// Whoever follows most clips and did not learn here: a model that teaches itself, or one like
  /// it, only flatters.
  private String usual(List<String> items) {
    return items.stream()
        .filter(name -> known.stream().noneMatch(one -> one.model().name().equals(name)))
        .findFirst()
        .orElse(TrackTeachers.NONE);
  }

  private String hintOfTracks(ModelDesk.Hosted chosen) {
    if (rates()) {
      return "train.tracksOfWhole";
    }
    return chosen.onFeatures() ? "train.tracksOfAffect" : "train.tracksHint";
  }

  private static String said(String source) {
    return switch (source) {
      case FeatureChoice.OWN -> Words.say("train.own");
      case FeatureChoice.NONE -> Words.say("train.none");
      default -> source;
    };
  }

  private void alterAsUsual() {
    var chosen = model.getValue();
    if (chosen != null && size.getValue() != null && startsFromOthers(chosen)) {
      alter.setValue(TrainPlan.usuallyAlters(chosen.card().name(), size.getValue().name()));
    }
  }

  /// What fits the network that is chosen.
  private void offerStarts() {
    boolean tunes = stage.getValue() == TrainPlan.Stage.FINE_TUNE;
    boolean begins = tunes || rates();
    start.setVisible(begins && (model.getValue() == null || startsFromOthers(model.getValue())));
    testClips.setVisible(start.isVisible());
    alter.setVisible(model.getValue() == null || startsFromOthers(model.getValue()));
    recompute.setVisible(model.getValue() == null || startsFromOthers(model.getValue()));
    agreed.setVisible(tunes);
    teach.setVisible(tunes);
    var chosen = model.getValue();
    var network = size.getValue();
    if (chosen == null || network == null) {
      return;
    }
    showTracks(chosen);
    var fitting = new ArrayList<String>();
    for (var one : known) {
      var plan = one.model().plan();
      if (plan.stage() == TrainPlan.Stage.PRE_TRAIN
          && plan.model().equals(chosen.card().name())
          && plan.size().equals(network.name())) {
        fitting.add(one.model().name());
      }
    }
    chosen.brought().stream()
        .filter(file -> TrainedModels.isPreTrained(file, network.name()))
        .forEach(fitting::add);
    var before = start.getValue();
    start.setItems(fitting); // which clears what was chosen
    if (before != null && fitting.contains(before)) {
      start.setValue(before);
    }
  }

  private static boolean startsFromOthers(ModelDesk.Hosted model) {
    return !model.onFeatures() && !model.follows();
  }

  private void count() {
    var counts = labels.count(corpus.id(), withLabels());
    teach.removeAll();
    var taught = Drawn.element("ul", "counted-labels");
    counts
        .labels()
        .forEach((label, clips) ->
            taught.add(
                Drawn.element(
                    "li",
                    clips < 2 ? "few" : "",
                    faces.chip(label, Faces.Strength.OUTLINED),
                    Drawn.text("number", Words.number(clips)))));
    teach.add(Drawn.text("fine", Words.say("train.teach")), taught);
  }

  private PseudoJobPlan withLabels() {
    return LABELS.with(agreed.getValue(), LABELS.voters());
  }

  private TrainPlan plan() {
    boolean onFeatures = model.getValue().onFeatures();
    boolean follows = model.getValue().follows();
    boolean starts =
        stage.getValue() != TrainPlan.Stage.PRE_TRAIN && startsFromOthers(model.getValue());
    return new TrainPlan(
        model.getValue().card().name(),
        size.getValue().name(),
        stage.getValue(),
        starts ? start.getValue() : null,
        epochs.getValue(),
        agreed.getValue(),
        LABELS.voters(),
        Objects.requireNonNullElse(seed.getValue(), 0),
        onFeatures ? choice() : null,
        follows || rates() ? tracks.getValue() : null,
        starts ? testClips.getValue() : null,
        null,
        startsFromOthers(model.getValue()) && recompute.getValue(),
        startsFromOthers(model.getValue()) ? alter.getValue() : null);
  }

  private FeatureChoice choice() {
    var typed = new LinkedHashMap<String, String>();
    shown.forEach((modality, one) -> typed.put(modality, one.getValue()));
    return FeatureChoice.of(
        typed, Objects.requireNonNullElse(missing.getValue(), FeatureChoice.USUAL.missing()));
  }
}
