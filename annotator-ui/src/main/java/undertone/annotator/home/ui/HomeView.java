package undertone.annotator.home.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;

/// What waits for the person who came in.
@Route("")
@PermitAll
class HomeView extends Div implements HasDynamicTitle {

  HomeView() {
    addClassName("page");
    add(Drawn.heading(Words.say("room.home"), ""));
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.home");
  }
}
