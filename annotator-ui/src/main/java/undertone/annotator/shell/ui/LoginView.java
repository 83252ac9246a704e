package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/// Asks who is there. The form posts to `/login`, which answers with `?error` or `?throttled`.
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
class LoginView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final LoginForm form = new LoginForm();

  LoginView() {
    addClassName("threshold");
    form.setAction("login");
    form.setForgotPasswordButtonVisible(false);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var asked = visit.getLocation().getQueryParameters();
    boolean throttled = asked.getParameters().containsKey("throttled");
    boolean refused = throttled || asked.getParameters().containsKey("error");
    form.setI18n(words(throttled));
    form.setError(refused);

    removeAll();
    var card = Drawn.element("main", "threshold-card", Drawn.brand());
    if (asked.getParameters().containsKey("joined")) {
      card.add(Drawn.note(Words.say("login.joined")));
    }
    card.add(form, Drawn.element("p", "fine", new Text(Words.say("login.closed"))));
    add(card, Languages.links());
  }

  private static LoginI18n words(boolean throttled) {
    var fields = new LoginI18n.Form();
    fields.setTitle(Words.say("login.title"));
    fields.setUsername(Words.say("login.login"));
    fields.setPassword(Words.say("login.password"));
    fields.setSubmit(Words.say("login.submit"));
    var fault = new LoginI18n.ErrorMessage();
    fault.setTitle(Words.say(throttled ? "login.throttled" : "login.refused"));
    fault.setMessage(Words.say(throttled ? "login.throttledHint" : "login.refusedHint"));
    fault.setUsername(Words.say("login.loginMissing"));
    fault.setPassword(Words.say("login.passwordMissing"));
    var words = new LoginI18n();
    words.setForm(fields);
    words.setErrorMessage(fault);
    return words;
  }

  @Override
  public String getPageTitle() {
    return Words.say("login.title");
  }
}
