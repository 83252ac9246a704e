package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
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

  static Component words() {
    return standingAlone("compass", Words.say("notFound.title"), Words.say("notFound.words"));
  }

  /// A page without the frame of rooms: what happened, and the way home.
  static Component standingAlone(String sign, String title, String words) {
    var home = Drawn.link("", Words.say("notFound.home"));
    home.addClassNames("act", "primary");
    return Drawn.element(
        "main",
        "threshold",
        Drawn.brand(),
        Drawn.div("empty-sign", Drawn.icon(sign)),
        Drawn.title(1, title),
        Drawn.element("p", "lead centred", new Text(words)),
        home);
  }

  @Override
  public String getPageTitle() {
    return Words.say("notFound.title");
  }
}
