package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Single keys that do something on the page this stands on. Typing in a field is never taken for a
/// command.
@Tag("undertone-keys")
@JsModule("./shell/undertone-keys.ts")
public final class Keys extends Component {

  private final Map<String, Runnable> deeds = new LinkedHashMap<>();

  public Keys() {
    getElement()
        .addEventListener(
            "pressed",
            press ->
                deeds
                    .getOrDefault(press.getEventData().get("event.detail.key").asString(), () -> {})
                    .run())
        .addEventData("event.detail.key");
  }

  /// Does something when a key is pressed.
  ///
  /// @param key lower-case name, as browsers call it: `enter`, `r`, `?`
  public Keys on(String key, Runnable deed) {
    deeds.put(key, deed);
    getElement().setPropertyList("keys", List.copyOf(deeds.keySet()));
    return this;
  }

  public void forgetAll() {
    deeds.clear();
    getElement().setPropertyList("keys", List.of());
  }
}
