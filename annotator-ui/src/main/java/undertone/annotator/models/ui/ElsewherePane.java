package undertone.annotator.models.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import java.util.function.Supplier;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.models.ModelDesk;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;
import undertone.engine.metrics.Share;

/// Models that were fine-tuned elsewhere: what each tells apart, what that is in the corpus, and
/// whether its votes count.
final class ElsewherePane extends Div {
  private final Corpus corpus;
  private final ModelDesk models;
  private final Faces faces;
  private final Rights rights;

  ElsewherePane(
      Corpus corpus,
      ModelDesk models,
      List<ModelDesk.Elsewhere> elsewhere,
      Faces faces,
      Rights rights) {
    this.corpus = corpus;
    this.models = models;
    this.faces = faces;
    this.rights = rights;
    addClassNames("cards", "wide");
    elsewhere.forEach(model -> add(card(model)));
  }

  private Component card(ModelDesk.Elsewhere model) {
    var card = Drawn.element("section", "card", Drawn.title(3, model.name()));
    if (model.classes().isEmpty()) {
      card.add(Drawn.sentence(Words.say("elsewhere.untold")));
      return card;
    }
    var classes = Drawn.div("chips");
    model.classes().forEach(name -> classes.add(Drawn.text("tag", name)));
    card.add(
        Drawn.sentence(
            model.trainedOn().isEmpty()
                ? Words.say("elsewhere.tellsApart", model.classes().size())
                : Words.say("elsewhere.taughtBy", model.classes().size(), model.trainedOn())),
        classes,
        Drawn.sentence(Words.say(standing(model))));
    if (model.standing() != ModelDesk.Standing.SILENT) {
      looked(card, model);
    }
    if (rights.may(corpus.id(), Right.MANAGE)) {
      card.add(Drawn.div("actions", acts(model)));
    }
    return card;
  }

  private static String standing(ModelDesk.Elsewhere model) {
    return switch (model.standing()) {
      case SILENT -> "model.silent";
      case PROBATION -> "model.probation";
      case COUNTS -> "model.counts";
    };
  }

  private void looked(HtmlContainer card, ModelDesk.Elsewhere model) {
    if (model.found().has("temperatureFrom")) {
      card.add(Drawn.sentence(warmth(model.found().path("temperatureFrom").asLong(0))));
    }
    if (rights.may(corpus.id(), Right.REVIEW)) {
      var first = models.record(corpus.id(), model).first();
      card.add(
          first.of() == 0
              ? Drawn.sentence(Words.say("elsewhere.noRecord"))
              : Drawn.div("intervals", row(first)));
    }
  }

  private static String warmth(long clips) {
    return clips == 0 ? Words.say("voted.uncalibrated") : Words.say("voted.temperatureFrom", clips);
  }

  private static Component row(Share share) {
    return Drawn.div(
        "interval-row",
        Drawn.text("", Words.say("model.first")),
        Drawn.interval(share.low(), share.high(), share.value()),
        Drawn.text(
            "number",
            Words.say(
                "model.share",
                Words.share(share.value()),
                Words.share(share.low()),
                Words.share(share.high()),
                share.of())));
  }

  private Component[] acts(ModelDesk.Elsewhere model) {
    boolean silent = model.standing() == ModelDesk.Standing.SILENT;
    var look =
        new NativeButton(
            Words.say("elsewhere.look"),
            _ -> new ElsewhereDialog(corpus, models, model, faces).open());
    look.addClassName("act");
    if (silent) {
      look.addClassName("primary");
      return new Component[] {look};
    }
    var name = model.name();
    return new Component[] {
      look,
      model.standing() == ModelDesk.Standing.PROBATION
          ? act("model.letIn", "act primary", () -> models.letIn(corpus.id(), name))
          : act("model.suspend", "act", () -> models.suspend(corpus.id(), name))
    };
  }

  private Component act(String key, String looks, Supplier<Run> deed) {
    var button =
        new NativeButton(
            Words.say(key),
            _ -> {
              try {
                UI.getCurrent().navigate("runs/%s/%s".formatted(corpus.slug(), deed.get().id()));
              } catch (InvalidRequestException refused) {
                Drawn.complain(refused);
              }
            });
    button.addClassNames(looks.split(" "));
    return button;
  }
}
