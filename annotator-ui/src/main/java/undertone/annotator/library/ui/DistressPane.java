package undertone.annotator.library.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import undertone.annotator.care.CareDesk;
import undertone.annotator.library.ClipDetail;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Whether a clip is hard to bear: what annotators reported, and a curator's word on it.
final class DistressPane extends Div {

  DistressPane(CorpusId corpus, ClipDetail detail, int reports, CareDesk care, Runnable changed) {
    addClassNames("card", "distress");
    boolean marked = detail.clip().distressing();
    var said = reports == 0 ? "" : " " + Words.say("distress.reported", reports);
    add(
        Drawn.title(2, Words.say("distress.title")),
        Drawn.element(
            "p",
            "fine",
            new Text(Words.say(marked ? "distress.marked" : "distress.unmarked") + said)));
    var ways = Drawn.div("inline");
    if (!marked || reports > 0) {
      ways.add(
          decide(corpus, detail, true, marked ? "distress.keep" : "distress.mark", care, changed));
    }
    if (marked || reports > 0) {
      ways.add(
          decide(
              corpus,
              detail,
              false,
              marked ? "distress.unmark" : "distress.dismiss",
              care,
              changed));
    }
    add(ways);
  }

  private static NativeButton decide(
      CorpusId corpus,
      ClipDetail detail,
      boolean distressing,
      String key,
      CareDesk care,
      Runnable changed) {
    var button =
        new NativeButton(
            Words.say(key),
            _ -> {
              care.mark(corpus, new ClipId(detail.clip().id()), distressing);
              changed.run();
            });
    button.addClassName("act");
    return button;
  }
}
