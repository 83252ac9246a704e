package undertone.annotator.shell.ui;

import com.vaadin.flow.component.HtmlComponent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import org.springframework.security.web.csrf.CsrfToken;

/// Asks who is there. A plain form posts to `/login`, which answers with `?error` or `?throttled`.
@Route(value = "login", autoLayout = false)
@AnonymousAllowed
class LoginView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  LoginView() {
    addClassName("threshold");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var asked = visit.getLocation().getQueryParameters().getParameters();
    removeAll();
    var card =
        Drawn.element(
            "main", "threshold-card", Drawn.brand(), Drawn.title(1, Words.say("login.title")));
    if (asked.containsKey("joined")) {
      card.add(Drawn.note(Words.say("login.joined")));
    } else if (asked.containsKey("throttled")) {
      card.add(refusal("login.throttled", "login.throttledHint"));
    } else if (asked.containsKey("error")) {
      card.add(refusal("login.refused", "login.refusedHint"));
    }
    card.add(form(), Drawn.element("p", "fine", new Text(Words.say("login.closed"))));
    add(card, Languages.links());
  }

  private static HtmlContainer form() {
    var login = new TextField(Words.say("login.login"));
    login.setAutofocus(true);
    login.getElement().setAttribute("name", "username").setAttribute("autocomplete", "username");
    var password = new PasswordField(Words.say("login.password"));
    password
        .getElement()
        .setAttribute("name", "password")
        .setAttribute("autocomplete", "current-password");
    var submit = Drawn.element("button", "act primary", new Text(Words.say("login.submit")));
    submit.getElement().setAttribute("type", "submit");
    var form = Drawn.element("form", "form", login, password, submit);
    form.getElement().setAttribute("method", "post").setAttribute("action", "login");
    addForgeryToken(form);
    return form;
  }

  // The post leaves Flow, so it must carry the token that Flow's own requests do without.
  private static void addForgeryToken(HtmlContainer form) {
    var request = VaadinRequest.getCurrent();
    if (request != null
        && request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
      var hidden = new HtmlComponent("input");
      hidden
          .getElement()
          .setAttribute("type", "hidden")
          .setAttribute("name", token.getParameterName())
          .setAttribute("value", token.getToken());
      form.add(hidden);
    }
  }

  private static HtmlContainer refusal(String title, String hint) {
    var refusal =
        Drawn.div(
            "note loss",
            Drawn.element("strong", "", new Text(Words.say(title))),
            Drawn.sentence(Words.say(hint)));
    refusal.getElement().setAttribute("role", "alert");
    return refusal;
  }

  @Override
  public String getPageTitle() {
    return Words.say("login.title");
  }
}
