package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import undertone.annotator.curation.Curating;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.decision.Verdict;

/// A curator's newest decisions that stand, each to be taken back; what was accepted together goes
/// back together.
final class Undoing extends Div {

  private static final int MOST = 10;

  private final Corpus corpus;
  private final Curating curating;
  private final Faces faces;
  private final Runnable undone;

  /// @param undone called after something was taken back
  Undoing(Corpus corpus, Curating curating, Faces faces, Runnable undone) {
    this.corpus = corpus;
    this.curating = curating;
    this.faces = faces;
    this.undone = undone;
    draw();
  }

  void draw() {
    removeAll();
    var standing = standing();
    var bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.TERTIARY);
    var open =
        bar.addItem(
            Drawn.div(
                "inline",
                Drawn.icon("undo"),
                Drawn.text("", Words.say("review.undo")),
                Drawn.element("kbd", "", new Text("U"))));
    open.setAriaLabel(Words.say("review.undoList"));
    open.setEnabled(!standing.isEmpty());
    standing.stream()
        .limit(MOST)
        .forEach(d -> open.getSubMenu().addItem(words(d), _ -> takeBack(d)));
    add(bar);
  }

  /// Takes the newest decision back.
  void newest() {
    var standing = standing();
    if (standing.isEmpty()) {
      Drawn.say(Words.say("review.nothingToUndo"));
    } else {
      takeBack(standing.getFirst());
    }
  }

  private void takeBack(Said.DecisionSaid decision) {
    try {
      var batch = decision.batch();
      if (batch == null) {
        curating.undo(corpus.id(), decision.id(), UUID.randomUUID());
        Drawn.say(Words.say("review.undone"));
      } else {
        int clips = curating.undoBatch(corpus.id(), UUID.fromString(batch));
        Drawn.say(Words.say("review.batchUndone", clips));
      }
    } catch (DecisionConflictException meanwhile) {
      Drawn.complain(meanwhile);
    }
    draw();
    undone.run();
  }

  /// Newest first; of a batch only one, undone decisions left out.
  private List<Said.DecisionSaid> standing() {
    var newest = curating.newest(corpus.id());
    var gone = new HashSet<Long>();
    newest.forEach(d -> {
      if (d.reverts() != null) {
        gone.add(d.reverts());
      }
    });
    var batches = new HashSet<String>();
    var standing = new ArrayList<Said.DecisionSaid>();
    for (var decision : newest) {
      boolean stands = decision.verdict() != Verdict.UNDO && !gone.contains(decision.id());
      boolean first = decision.batch() == null || batches.add(decision.batch());
      if (stands && first) {
        standing.add(decision);
      }
    }
    return standing;
  }

  private String words(Said.DecisionSaid decision) {
    var label = decision.label();
    var what = Words.of(decision.verdict()) + (label == null ? "" : " " + faces.name(label));
    return decision.batch() == null
        ? Words.say("review.undoOne", what, Words.moment(decision.decidedAt()))
        : Words.say("review.undoBatch", what, Words.moment(decision.decidedAt()));
  }
}
