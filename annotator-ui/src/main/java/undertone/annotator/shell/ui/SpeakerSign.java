package undertone.annotator.shell.ui;

import com.vaadin.flow.component.Component;

/// Who speaks: letters in a colour, and the name beside them.
public final class SpeakerSign {

  /// Speakers past these share colours; their letters still differ.
  private static final int COLOURS = 6;

  private SpeakerSign() {}

  /// @param number from 0, by first appearance
  public static Component of(String name, int number, String letters) {
    var sign = Drawn.text("sign c" + number % COLOURS, letters);
    sign.getElement().setAttribute("aria-hidden", "true");
    return Drawn.div("speaker", sign, Drawn.text("fine", name));
  }
}
