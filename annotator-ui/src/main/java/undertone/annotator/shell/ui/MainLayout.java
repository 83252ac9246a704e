package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.router.AfterNavigationEvent;
import com.vaadin.flow.router.AfterNavigationObserver;
import com.vaadin.flow.router.Layout;
import com.vaadin.flow.router.RouterLayout;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinResponse;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.corpus.Corpus;

/// The frame of every room: one calm bar with the corpus at hand, the rooms open to this person,
/// the light switch and the person; below it the room.
@Layout
@PermitAll
class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {

  private final Doors doors;
  private final AuthenticationContext login;
  private final Div corpusSwitch = Drawn.div("corpus-switch");
  private final HtmlContainer rooms = Drawn.element("nav", "rooms");
  private final HtmlContainer content = Drawn.element("main", "content");
  private final NativeButton light = new NativeButton();
  private String path = "";

  MainLayout(Doors doors, AuthenticationContext login) {
    this.doors = doors;
    this.login = login;
    addClassName("frame");

    var skip = Drawn.link("#content", Words.say("frame.skip"));
    skip.getElement().removeAttribute("router-link").setAttribute("router-ignore", true);
    skip.addClassName("skip");
    rooms.getElement().setAttribute("aria-label", Words.say("frame.rooms"));
    content.setId("content");
    content.getElement().setAttribute("tabindex", "-1");
    light.addClassName("tool");
    light.addClickListener(_ -> switchLight());

    var home = Drawn.link("", "");
    home.add(Drawn.brand());
    home.addClassName("home");
    add(
        skip,
        Drawn.element(
            "header", "top", home, corpusSwitch, rooms, Drawn.div("tools", light, person())),
        content);
  }

  @Override
  public void showRouterLayoutContent(HasElement room) {
    content.getElement().removeAllChildren();
    content.getElement().appendChild(room.getElement());
  }

  @Override
  public void afterNavigation(AfterNavigationEvent arrival) {
    path = arrival.getLocation().getPath();
    doors.remember(arrival.getRouteParameters().get("corpus"));
    var here = doors.here();
    corpusSwitch.removeAll();
    corpusSwitch.add(corpora(here));
    rooms.removeAll();
    doors.rooms().forEach(room -> rooms.add(roomLink(room)));
    showLight(Brightness.of(path, VaadinRequest.getCurrent()));
  }
}
