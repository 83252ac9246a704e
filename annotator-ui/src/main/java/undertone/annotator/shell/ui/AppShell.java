package undertone.annotator.shell.ui;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;
import java.util.Map;

/// What every page loads first: the theme, our tokens and sheets, the favicon.
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("tokens.css")
@StyleSheet("undertone.css")
@StyleSheet("rooms.css")
@Viewport("width=device-width, initial-scale=1")
public final class AppShell implements AppShellConfigurator {

  @Override
  public void configurePage(AppShellSettings page) {
    page.setPageTitle("Undertone");
    page.addLink("icon.svg", Map.of("rel", "icon", "type", "image/svg+xml"));
  }
}
