package undertone.annotator.runs.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import java.util.List;
import java.util.Objects;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.jobs.LlmRunPlan;
import undertone.annotator.jobs.LlmRunPlan.Manner;
import undertone.annotator.runs.LlmDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.InvalidValueException;
import undertone.corpora.corpus.Corpus;
import undertone.engine.llm.AskKind;

/// Asks which language model votes and what it is shown, says what that would take, and starts it
/// once somebody has agreed that clips leave the house.
final class LlmDialog {

  private final Corpus corpus;
  private final LlmDesk desk;
  private final List<LlmDesk.Offered> offered;
  private final Select<LlmDesk.Offered> endpoint = new Select<>();
  private final Select<AskKind> ask = new Select<>();
  private final IntegerField frames = number("llm.frames", LlmRunPlan.USUAL_FRAMES, 1);
  private final IntegerField fewerVotes = number("llm.fewerVotes", 0, 0);
  private final IntegerField requests = number("llm.pace", 0, 0);
  private final NumberField temperature = new NumberField(Words.say("llm.temperature"));
  private final Checkbox consent = new Checkbox(Words.say("llm.consent"));
  private final Button start = new Button(Words.say("llm.submit"));
  private final Div estimate = Drawn.div("section");
  private final Div trouble = Drawn.div("complaint");

  LlmDialog(Corpus corpus, LlmDesk desk) {
    this.corpus = corpus;
    this.desk = desk;
    offered = desk.offered(corpus.id());
    endpoint.setLabel(Words.say("llm.endpoint"));
    endpoint.setItems(offered);
    endpoint.setItemLabelGenerator(
        o -> Words.say("llm.endpointIs", o.endpoint().name(), o.endpoint().model()));
    endpoint.addValueChangeListener(_ -> choose());
    ask.setLabel(Words.say("llm.ask"));
    ask.setItems(AskKind.values());
    ask.setItemLabelGenerator(Words::of);
    ask.setValue(desk.usual(corpus.id()));
    ask.addValueChangeListener(_ -> reckon());
    frames.setMax(LlmRunPlan.MOST_FRAMES);
    frames.addValueChangeListener(_ -> reckon());
    fewerVotes.setHelperText(Words.say("llm.fewerVotesHint"));
    fewerVotes.addValueChangeListener(_ -> reckon());
    requests.setHelperText(Words.say("llm.paceHint"));
    temperature.setValue(Manner.USUAL.temperature());
    temperature.setMin(0);
    temperature.setMax(2);
    temperature.setStep(0.1);
    temperature.setHelperText(Words.say("llm.temperatureHint"));
    temperature.addValueChangeListener(_ -> reckon());
    consent.addValueChangeListener(agreed -> {
      if (agreed.isFromClient()) {
        agree(agreed.getValue());
      }
    });
    estimate.getElement().setAttribute("role", "status");
    trouble.getElement().setAttribute("role", "alert");
  }

  private static IntegerField number(String key, int value, int least) {
    var field = new IntegerField(Words.say(key));
    field.setValue(value);
    field.setMin(least);
    field.setStepButtonsVisible(true);
    return field;
  }

  void open() {
    var dialog = new Dialog(Words.say("llm.title"));
    if (offered.isEmpty()) {
      dialog.add(Drawn.div("form", Drawn.sentence(Words.say("llm.noEndpoint"))));
    } else {
      start.addThemeVariants(ButtonVariant.PRIMARY);
      start.addClickListener(_ -> start(dialog));
      dialog.add(
          Drawn.div(
              "form",
              Drawn.sentence(Words.say("llm.lead")),
              endpoint,
              Drawn.div("form-pair", ask, frames),
              fewerVotes,
              Drawn.div("form-pair", requests, temperature),
              estimate,
              consent,
              trouble));
      endpoint.setValue(offered.getFirst());
    }
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()));
    if (!offered.isEmpty()) {
      dialog.getFooter().add(start);
    }
    dialog.addClassName("narrow");
    dialog.open();
  }

  private void choose() {
    var chosen = endpoint.getValue();
    consent.setHelperText(Words.say("llm.consentHint", chosen.endpoint().address()));
    consent.setValue(
        desk.offered(corpus.id()).stream()
            .anyMatch(o -> o.allowed() && o.endpoint().equals(chosen.endpoint())));
    reckon();
  }

  private void agree(boolean agreed) {
    var chosen = endpoint.getValue().endpoint();
    attempt(() -> {
      if (agreed) {
        desk.allow(corpus.id(), chosen.name());
      } else {
        desk.revoke(corpus.id(), chosen.name());
      }
    });
  }

  private void reckon() {
    estimate.removeAll();
    attempt(() -> {
      var would = desk.estimate(corpus.id(), plan());
      estimate.add(
          Drawn.sentence(
              Words.say(
                  "llm.estimate",
                  would.items(),
                  would.known(),
                  would.requests(),
                  would.images(),
                  would.tokensIn(),
                  would.tokensOut(),
                  would.money())));
    });
  }

  private LlmRunPlan plan() {
    return new LlmRunPlan(
        endpoint.getValue().endpoint().name(),
        ask.getValue(),
        Objects.requireNonNullElse(frames.getValue(), 0),
        Objects.requireNonNullElse(fewerVotes.getValue(), -1),
        LlmRunPlan.USUAL_CONCURRENCY,
        new Manner(
            Objects.requireNonNullElse(requests.getValue(), -1),
            Manner.USUAL.tokensPerMinute(),
            Objects.requireNonNullElse(temperature.getValue(), Double.NaN),
            Manner.USUAL.mostTokensOut()),
        0);
  }

  private void start(Dialog dialog) {
    attempt(() -> {
      var run = desk.start(corpus.id(), plan());
      dialog.close();
      UI.getCurrent().navigate("runs/" + corpus.slug() + "/" + run.id());
    });
  }

  private void attempt(Runnable deed) {
    trouble.removeAll();
    try {
      deed.run();
    } catch (InvalidRequestException | InvalidValueException refused) {
      trouble.add(Drawn.loss(refused));
    }
  }
}
