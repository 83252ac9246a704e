package undertone.annotator.shell.ui;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import org.springframework.stereotype.Component;

/// Sends the page in the right brightness and language at once, so that nothing flashes.
@Component
class FirstPaint implements VaadinServiceInitListener {

  @Override
  public void serviceInit(ServiceInitEvent init) {
    init.getSource()
        .addSessionInitListener(
            visit -> Languages.chosen(visit.getRequest()).ifPresent(visit.getSession()::setLocale));
    init.addIndexHtmlRequestListener(page -> {
      var request = page.getVaadinRequest();
      var path = request.getPathInfo() == null ? "" : request.getPathInfo().replaceFirst("^/", "");
      var html = page.getDocument().selectFirst("html");
      if (html != null) {
        html.attr("data-brightness", Brightness.of(path, request).word());
        var session = VaadinSession.getCurrent();
        html.attr("lang", session == null ? "en" : session.getLocale().getLanguage());
      }
    });
  }
}
