package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
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
import java.time.Clock;
import java.util.Locale;
import undertone.annotator.people.Administration;
import undertone.annotator.runs.RunWatch;
import undertone.corpora.people.Account;

/// The frame of every room: one calm bar with the corpus at hand, the rooms open to this person,
/// the light switch and the person; below it the room.
@Layout
@PermitAll
class MainLayout extends Div implements RouterLayout, AfterNavigationObserver {

  private final Doors doors;
  private final Administration administration;
  private final AuthenticationContext login;
  private final Div corpusSwitch = Drawn.div("corpus-switch");
  private final HtmlContainer rooms = Drawn.element("nav", "rooms");
  private final HtmlContainer content = Drawn.element("main", "content");
  private final NativeButton light = new NativeButton();
  private final RunsUnderWay underWay;
  private String path = "";
  private Brightness brightness = Brightness.LIGHT;

  MainLayout(
      Doors doors,
      Administration administration,
      AuthenticationContext login,
      RunWatch runs,
      Watched watched,
      Clock clock) {
    this.doors = doors;
    this.administration = administration;
    this.login = login;
    this.underWay = new RunsUnderWay(runs, watched, clock);
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
    var tools = Drawn.div("tools", underWay, light);
    doors.person().ifPresent(person -> tools.add(menuOf(person)));
    add(skip, Drawn.element("header", "top", home, corpusSwitch, rooms, tools), content);
  }

  @Override
  public void showRouterLayoutContent(HasElement room) {
    content.getElement().removeAllChildren();
    content.getElement().appendChild(room.getElement());
  }

  @Override
  public void afterNavigation(AfterNavigationEvent arrival) {
    path = arrival.getLocation().getPath();
    arrival.getRouteParameters().get("corpus").ifPresent(doors::visited);
    corpusSwitch.removeAll();
    corpusSwitch.add(corpora());
    rooms.removeAll();
    doors.rooms().forEach(room -> rooms.add(roomLink(room)));
    show(Brightness.of(path, VaadinRequest.getCurrent()));
    underWay.went(path);
  }

  private Component roomLink(Doors.Room room) {
    var link = Drawn.link(room.address(), Words.say(room.name()));
    if (firstPart().equals(room.first())) {
      link.getElement().setAttribute("aria-current", "page");
      // On a phone the row of rooms is longer than the screen. A page that is just being opened has
      // no widths yet.
      link.getElement()
          .executeJs(
              """
              new ResizeObserver((_, watch) => {
                if (this.offsetWidth > 0) {
                  watch.disconnect();
                  this.scrollIntoView({inline: 'center', block: 'nearest'});
                }
              }).observe(this);\
              """);
    }
    return link;
  }

  private Component corpora() {
    var here = doors.here();
    if (here.isEmpty()) {
      return new Span();
    }
    var bar = quietMenu();
    var name = here.get().name();
    var open = bar.addItem(Drawn.text("switch-name", name));
    open.setAriaLabel(Words.say("frame.corpus", name));
    for (var corpus : doors.corpora()) {
      var choice = open.getSubMenu().addItem(corpus.name(), _ -> goTo(corpus.slug()));
      choice.setCheckable(true);
      choice.setChecked(corpus.slug().equals(here.get().slug()));
    }
    return bar;
  }

  /// The same room of another corpus; rooms without a corpus lead to the corpus itself.
  private void goTo(String slug) {
    var first = firstPart();
    boolean stays =
        doors.rooms().stream().anyMatch(r -> r.belongsToCorpus() && r.first().equals(first));
    UI.getCurrent().navigate((stays ? first : "corpora") + "/" + slug);
  }

  private Component menuOf(Account person) {
    var bar = quietMenu();
    var open = bar.addItem(Drawn.text("switch-name", person.displayName()));
    open.setAriaLabel(Words.say("frame.person", person.displayName()));
    var menu = open.getSubMenu();
    menu.addItem(Words.say("frame.account"), _ -> UI.getCurrent().navigate("account"));
    for (var language : Languages.ALL) {
      var choice = menu.addItem(Languages.NAMES.get(language), _ -> speak(language));
      choice.setCheckable(true);
      choice.setChecked(language.getLanguage().equals(Words.locale().getLanguage()));
    }
    menu.addSeparator();
    menu.addItem(Words.say("frame.logout"), _ -> login.logout());
    return bar;
  }

  private void speak(Locale language) {
    administration.speak(language.getLanguage());
    Languages.choose(language);
  }

  private static MenuBar quietMenu() {
    var bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.TERTIARY);
    return bar;
  }

  private void switchLight() {
    var next = brightness.other();
    next.remember(path, VaadinResponse.getCurrent());
    show(next);
  }

  private void show(Brightness next) {
    brightness = next;
    next.show(UI.getCurrent());
    light.removeAll();
    light.add(Drawn.icon(next == Brightness.LIGHT ? "moon" : "sun"));
    light
        .getElement()
        .setAttribute(
            "aria-label", Words.say(next == Brightness.LIGHT ? "frame.dark" : "frame.light"));
  }

  private String firstPart() {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }
}
