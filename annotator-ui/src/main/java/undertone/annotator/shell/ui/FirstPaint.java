package undertone.annotator.shell.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import java.util.Locale;
import org.springframework.stereotype.Component;
import undertone.annotator.people.CurrentPerson;

/// Sends the page in the right brightness and language at once, so that nothing flashes.
@Component
class FirstPaint implements VaadinServiceInitListener {

  private final CurrentPerson person;

  FirstPaint(CurrentPerson person) {
    this.person = person;
  }

  @Override
  public void serviceInit(ServiceInitEvent init) {
    init.getSource()
        .addSessionInitListener(
            visit -> Languages.chosen(visit.getRequest()).ifPresent(visit.getSession()::setLocale));
    init.getSource()
        .addUIInitListener(page -> {
          if (Languages.chosen(VaadinRequest.getCurrent()).isEmpty() && person.signedIn()) {
            page.getUI().setLocale(Locale.of(person.language()));
          }
        });
    init.addIndexHtmlRequestListener(page -> {
      var request = page.getVaadinRequest();
      var path = request.getPathInfo() == null ? "" : request.getPathInfo().replaceFirst("^/", "");
      var html = page.getDocument().selectFirst("html");
      if (html != null) {
        var session = VaadinSession.getCurrent();
        html.attr("data-brightness", Brightness.of(path, request).word());
        html.attr("lang", session == null ? "en" : session.getLocale().getLanguage());
      }
    });
  }
}
