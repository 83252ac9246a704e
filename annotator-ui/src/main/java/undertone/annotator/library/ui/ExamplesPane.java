package undertone.annotator.library.ui;

import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.Examples;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.Label;
import undertone.corpora.LabelScheme;

/// Makes a clip an example of labels.
final class ExamplesPane extends HtmlContainer {

  private final CorpusId corpus;
  private final ClipId clip;
  private final LabelScheme scheme;
  private final Examples examples;
  private final Div body = Drawn.div("section");

  ExamplesPane(CorpusId corpus, ClipId clip, LabelScheme scheme, Examples examples) {
    super("section");
    this.corpus = corpus;
    this.clip = clip;
    this.scheme = scheme;
    this.examples = examples;
    addClassName("card");
    add(Drawn.title(2, Words.say("examples.title")), body);
    draw();
  }

  private void draw() {
    body.removeAll();
    body.add(Drawn.sentence(Words.say("examples.lead")));
    var labels = examples.labelsOf(corpus, clip);
    var rows = Drawn.element("ul", "rows");
    for (var label : scheme.labels()) {
      if (labels.contains(label.id())) {
        var remove =
            new NativeButton(
                Words.say("examples.remove"),
                _ -> attempt(() -> examples.remove(corpus, clip, label.id())));
        remove.addClassName("quiet");
        remove.setAriaLabel(Words.say("examples.removeWhich", name(label)));
        rows.add(
            Drawn.element(
                "li", "row", Drawn.text("", Words.say("examples.of", name(label))), remove));
      }
    }
    if (rows.getComponentCount() > 0) {
      body.add(rows);
    }
    var which = new Select<Label>();
    which.setLabel(Words.say("examples.label"));
    which.setItems(scheme.labels());
    which.setItemLabelGenerator(ExamplesPane::name);
    var add =
        new Button(
            Words.say("examples.add"),
            _ -> {
              if (which.getValue() != null) {
                attempt(() -> examples.add(corpus, clip, which.getValue().id()));
              }
            });
    body.add(Drawn.div("line-form", which, add));
  }

  private static String name(Label label) {
    return label.name(Words.locale().getLanguage());
  }

  private void attempt(Runnable change) {
    try {
      change.run();
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
    draw();
  }
}
