package undertone.annotator.shell.ui;

import com.vaadin.flow.component.HtmlComponent;
import java.util.function.Consumer;

/// Lets a person choose a file of text, which the browser reads.
public final class TextFile {

  private TextFile() {}

  /// @param accept kinds of files offered, as HTML writes them
  /// @param name what the control is called
  /// @param taken gets the text of a chosen file; empty if the choice was taken back
  public static HtmlComponent chooser(String accept, String name, Consumer<String> taken) {
    var file = new HtmlComponent("input");
    file.getElement()
        .setAttribute("type", "file")
        .setAttribute("accept", accept)
        .setAttribute("aria-label", name);
    file.getElement()
        .addEventListener(
            "change",
            _ ->
                file.getElement()
                    .executeJs("return this.files.length ? this.files[0].text() : ''")
                    .then(String.class, taken::accept));
    return file;
  }
}
