package undertone.annotator.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.runs.LlmDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.InvalidValueException;
import undertone.corpora.endpoint.ModelEndpoint;

/// The language models of the house: where they are, what they cost, what a run may take. A key
/// goes in here and is never shown again.
final class EndpointsPane extends Div {

  private static final int USUAL_TOKENS_AN_IMAGE = 400;

  private final LlmDesk desk;
  private final Div list = Drawn.div("section");
  private final Div trouble = Drawn.div("complaint");
  private final TextField name = new TextField(Words.say("endpoint.name"));
  private final TextField address = new TextField(Words.say("endpoint.address"));
  private final TextField model = new TextField(Words.say("endpoint.model"));
  private final PasswordField key = new PasswordField(Words.say("endpoint.key"));
  private final NumberField moneyIn = new NumberField(Words.say("endpoint.moneyIn"));
  private final NumberField moneyOut = new NumberField(Words.say("endpoint.moneyOut"));
  private final IntegerField image = new IntegerField(Words.say("endpoint.tokensAnImage"));
  private final NumberField requests = new NumberField(Words.say("endpoint.mostRequests"));
  private final NumberField tokens = new NumberField(Words.say("endpoint.mostTokens"));
  private final NumberField money = new NumberField(Words.say("endpoint.mostMoney"));
  private final NumberField minutes = new NumberField(Words.say("endpoint.mostMinutes"));

  EndpointsPane(LlmDesk desk) {
    this.desk = desk;
    addClassName("card");
    trouble.getElement().setAttribute("role", "alert");
    name.setHelperText(Words.say("endpoint.nameHint"));
    address.setHelperText(Words.say("endpoint.addressHint"));
    key.setHelperText(Words.say("endpoint.keyHint"));
    key.setRevealButtonVisible(false);
    key.getElement().setAttribute("autocomplete", "off");
    var save = new Button(Words.say("endpoint.save"), _ -> attempt(this::save));
    save.addThemeVariants(ButtonVariant.PRIMARY);
    add(
        Drawn.title(2, Words.say("endpoint.title")),
        Drawn.sentence(Words.say("endpoint.lead")),
        list,
        Drawn.div(
            "form",
            Drawn.div("form-pair", name, model),
            address,
            key,
            Drawn.div("form-pair", moneyIn, moneyOut),
            image,
            Drawn.element("p", "fine", new Text(Words.say("endpoint.caps"))),
            Drawn.div("form-pair", requests, tokens),
            Drawn.div("form-pair", money, minutes),
            trouble,
            Drawn.div("actions", save)));
    fill(null);
    draw();
  }

  private void draw() {
    list.removeAll();
    var rows = Drawn.element("ul", "rows");
    desk.endpoints().forEach(shown -> rows.add(row(shown)));
    list.add(rows);
  }

  private Component row(LlmDesk.Shown shown) {
    var endpoint = shown.endpoint();
    var row =
        Drawn.element(
            "li",
            "row",
            Drawn.div(
                "row-words",
                Drawn.text("who", endpoint.name()),
                Drawn.text("fine", endpoint.model() + " · " + endpoint.address()),
                Drawn.text(
                    "fine", Words.say(shown.keyed() ? "endpoint.keyed" : "endpoint.keyless"))),
            quiet("endpoint.change", () -> fill(endpoint)));
    if (shown.keyed()) {
      row.add(quiet("endpoint.forget", () -> desk.forgetKey(endpoint.name())));
    }
    row.add(quiet("endpoint.remove", () -> desk.remove(endpoint.name())));
    return row;
  }

  private void save() {
    var made =
        new ModelEndpoint(
            name.getValue(),
            address.getValue(),
            model.getValue(),
            Objects.requireNonNullElse(moneyIn.getValue(), 0.0),
            Objects.requireNonNullElse(moneyOut.getValue(), 0.0),
            Objects.requireNonNullElse(image.getValue(), 0),
            Objects.requireNonNullElse(requests.getValue(), 0.0).longValue(),
            Objects.requireNonNullElse(tokens.getValue(), 0.0).longValue(),
            Objects.requireNonNullElse(money.getValue(), 0.0),
            Objects.requireNonNullElse(minutes.getValue(), 0.0).longValue());
    desk.put(made);
    if (!key.isEmpty()) {
      desk.key(made.name(), key.getValue());
    }
    fill(null);
    Drawn.say(Words.say("settings.saved"));
  }

  /// Puts an endpoint into the form; nothing for a new one.
  private void fill(@Nullable ModelEndpoint known) {
    name.setValue(known == null ? "" : known.name());
    address.setValue(known == null ? "" : known.address());
    model.setValue(known == null ? "" : known.model());
    key.clear();
    moneyIn.setValue(known == null ? 0 : known.moneyIn());
    moneyOut.setValue(known == null ? 0 : known.moneyOut());
    image.setValue(known == null ? USUAL_TOKENS_AN_IMAGE : known.tokensAnImage());
    requests.setValue(known == null ? 0.0 : (double) known.mostRequests());
    tokens.setValue(known == null ? 0.0 : (double) known.mostTokens());
    money.setValue(known == null ? 0 : known.mostMoney());
    minutes.setValue(known == null ? 0.0 : (double) known.mostMinutes());
  }

  private NativeButton quiet(String words, Runnable deed) {
    var button = new NativeButton(Words.say(words), _ -> attempt(deed));
    button.addClassName("quiet");
    return button;
  }

  private void attempt(Runnable deed) {
    trouble.removeAll();
    try {
      deed.run();
    } catch (InvalidRequestException | InvalidValueException refused) {
      trouble.add(Drawn.loss(refused));
    }
    draw();
  }
}
