package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.corpora.LabelScheme;

/// The labels of a scheme side by side, as people will meet them.
final class SchemeStrip {

  private static final int MOST = 12;

  private SchemeStrip() {}

  static Component of(LabelScheme scheme) {
    var faces = Faces.of(scheme);
    var strip = Drawn.div("chips");
    scheme.labels().stream()
        .limit(MOST)
        .forEach(l -> strip.add(faces.chip(l.id(), Faces.Strength.OUTLINED)));
    if (scheme.labels().size() > MOST) {
      strip.add(Drawn.text("fine", "+" + (scheme.labels().size() - MOST)));
    }
    return strip;
  }
}
