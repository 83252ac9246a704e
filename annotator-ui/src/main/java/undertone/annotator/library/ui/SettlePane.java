package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import undertone.annotator.curation.Curating;
import undertone.annotator.library.ClipDetail;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.decision.Verdict;

/// Lets a curator settle a clip on a label, and take that back.
final class SettlePane extends Div {

  SettlePane(CorpusId corpus, ClipDetail detail, Faces faces, Curating curating, Runnable changed) {
    addClassNames("card", "settle");
    var standing = standing(detail);
    add(Drawn.title(2, Words.say("settle.title")));
    if (standing.isPresent()) {
      add(standingDecision(standing.get(), corpus, faces, curating, changed));
    }
    var keys = new Keys();
    var palette = Drawn.div("palette");
    for (var label : faces.scheme().labels()) {
      Runnable settle =
          () -> {
            curating.settle(
                corpus, new ClipId(detail.clip().id()), UUID.randomUUID(), label.id(), "");
            changed.run();
          };
      palette.add(faces.key(label.id(), settle));
      if (!label.key().isEmpty()) {
        keys.on(label.key().toLowerCase(Locale.ROOT), settle);
      }
    }
    add(Drawn.element("p", "fine", new Text(Words.say("settle.hint"))), palette, keys);
  }

  private static Component standingDecision(
      Said.DecisionSaid decision,
      CorpusId corpus,
      Faces faces,
      Curating curating,
      Runnable changed) {
    var undo =
        new NativeButton(
            Words.say("settle.undo"),
            _ -> {
              try {
                curating.undo(corpus, decision.id(), UUID.randomUUID());
              } catch (DecisionConflictException conflict) {
                Drawn.complain(conflict);
              }
              changed.run();
            });
    undo.addClassName("act");
    var label = decision.label();
    var row = Drawn.div("inline");
    if (label != null) {
      row.add(faces.chip(label, Faces.Strength.SOLID));
    }
    row.add(
        Drawn.text(
            "muted",
            Words.say(
                "settle.by",
                Words.of(decision.verdict()),
                decision.curator(),
                Words.moment(decision.decidedAt()))));
    return Drawn.div("between", row, undo);
  }

  /// The decision that stands: the newest that nobody took back.
  private static Optional<Said.DecisionSaid> standing(ClipDetail detail) {
    var chain = detail.chain();
    if (chain == null) {
      return Optional.empty();
    }
    var undone = chain.decisions().stream().map(Said.DecisionSaid::reverts).toList();
    return chain.decisions().reversed().stream()
        .filter(d -> d.verdict() != Verdict.UNDO && !undone.contains(d.id()))
        .findFirst();
  }
}
