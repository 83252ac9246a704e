package undertone.annotator.shell.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.ErrorParameter;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.RouteNotFoundError;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import jakarta.servlet.http.HttpServletResponse;

/// Says that there is nothing at an address, and the same where a person has no right to look, so
/// that addresses tell nobody what exists.
@AnonymousAllowed
class NotFoundView extends RouteNotFoundError implements HasDynamicTitle {

  @Override
  public int setErrorParameter(BeforeEnterEvent visit, ErrorParameter<NotFoundException> missing) {
    getElement().removeAllChildren();
    getElement().appendChild(words().getElement());
    return HttpServletResponse.SC_NOT_FOUND;
  }

  static Div words() {
    return Drawn.div(
        "page",
        Drawn.empty(
            "compass",
            Words.say("notFound.title"),
            Words.say("notFound.words"),
            Drawn.link("", Words.say("notFound.home"))));
  }

  @Override
  public String getPageTitle() {
    return Words.say("notFound.title");
  }
}
