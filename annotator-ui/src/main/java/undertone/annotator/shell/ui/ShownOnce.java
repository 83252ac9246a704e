package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.dependency.JsModule;

/// A link or secret that is shown this one time, with a button that copies it.
@Tag("undertone-copy")
@JsModule("./shell/undertone-copy.ts")
public final class ShownOnce extends Component {

  /// @param name what it is
  public ShownOnce(String name, String text) {
    getElement()
        .setProperty("name", name)
        .setProperty("text", text)
        .setProperty("copy", Words.say("once.copy"))
        .setProperty("copied", Words.say("once.copied"));
  }

  /// A link into this installation, as the visitor's browser reaches it.
  ///
  /// @param path with a leading slash
  public static ShownOnce link(String name, String path) {
    var shown = new ShownOnce(name, path);
    UI.getCurrent()
        .getPage()
        .fetchCurrentURL(here -> {
          var port = here.getPort() < 0 ? "" : ":" + here.getPort();
          shown
              .getElement()
              .setProperty("text", here.getProtocol() + "://" + here.getHost() + port + path);
        });
    return shown;
  }
}
