package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.Administration;
import undertone.annotator.people.PasswordRule;
import undertone.corpora.people.PeopleException;

/// Behind a one-time link: a person makes the one account the link allows.
@Route(value = "join/:secret", autoLayout = false)
@AnonymousAllowed
class JoinView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final Administration administration;
  private final TextField name = new TextField(Words.say("join.name"));
  private final TextField login = new TextField(Words.say("join.login"));
  private final PasswordField password = new PasswordField(Words.say("join.password"));
  private final Div complaint = Drawn.div("complaint");

  JoinView(Administration administration) {
    this.administration = administration;
    addClassName("threshold");
    complaint.getElement().setAttribute("role", "alert");
    name.setHelperText(Words.say("join.nameHint"));
    name.setAutofocus(true);
    name.getElement().setAttribute("autocomplete", "name");
    login.setHelperText(Words.say("join.loginHint"));
    login.getElement().setAttribute("autocomplete", "username");
    password.setHelperText(Words.say("join.passwordHint", PasswordRule.SHORTEST));
    password.getElement().setAttribute("autocomplete", "new-password");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var secret = visit.getRouteParameters().get("secret").orElse("");
    removeAll();
    var card = Drawn.element("main", "threshold-card", Drawn.brand());
    if (administration.invitation(secret).isPresent()) {
      card.add(
          Drawn.title(1, Words.say("join.title")),
          Drawn.element("p", "muted", new Text(Words.say("join.lead"))),
          Drawn.div("form", name, login, password, complaint, submit(secret)));
    } else {
      card.add(
          Drawn.title(1, Words.say("join.closedTitle")), Drawn.sentence(Words.say("join.closed")));
    }
    add(card, Languages.links());
  }

  private Button submit(String secret) {
    var submit = new Button(Words.say("join.submit"), _ -> join(secret));
    submit.addThemeVariants(ButtonVariant.PRIMARY);
    submit.addClickShortcut(Key.ENTER);
    return submit;
  }

  private void join(String secret) {
    complaint.removeAll();
    if (!filledIn()) {
      return;
    }
    try {
      administration.join(
          secret,
          login.getValue(),
          name.getValue(),
          password.getValue(),
          Words.locale().getLanguage());
      UI.getCurrent().getPage().setLocation("login?joined");
    } catch (InvalidRequestException | PeopleException refused) {
      complaint.add(Drawn.loss(refused));
    }
  }

  // What can be seen at a glance is said at its field, in the person's language; the service has
  // the last word.
  private boolean filledIn() {
    name.setInvalid(name.getValue().isBlank());
    name.setErrorMessage(Words.say("join.missing"));
    login.setInvalid(!login.getValue().strip().matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{1,59}"));
    login.setErrorMessage(Words.say("join.loginWrong"));
    password.setInvalid(password.getValue().codePoints().count() < PasswordRule.SHORTEST);
    password.setErrorMessage(Words.say("join.passwordShort", PasswordRule.SHORTEST));
    return !name.isInvalid() && !login.isInvalid() && !password.isInvalid();
  }

  @Override
  public String getPageTitle() {
    return Words.say("join.title");
  }
}
