package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.PartsToTake;
import undertone.annotator.curation.PartsToTake.RatingToTake;
import undertone.annotator.curation.ui.RatingPane;
import undertone.annotator.library.ClipDetail;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Rating;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.decision.Verdict;

/// Lets a curator settle a clip on a label and on how it feels, and take that back.
final class SettlePane extends Div {

  SettlePane(Corpus house, ClipDetail detail, Faces faces, Curating curating, Runnable changed) {
    addClassNames("card", "settle");
    var corpus = house.id();
    var clip = new ClipId(detail.clip().id());
    var standing = standing(detail);
    add(Drawn.title(2, Words.say("settle.title")));
    if (standing.isPresent()) {
      add(standingDecision(standing.get(), corpus, faces, curating, changed));
    }
    var votes = curating.standingVotes(corpus, clip);
    var settled = standing.orElse(null);
    var rating = new RatingPane(votes, RatingPane.of(settled), _ -> {});
    var keys = new Keys();
    var palette = Drawn.div("palette");
    for (var label : faces.scheme().labels()) {
      Runnable settle =
          () -> {
            curating.settle(
                corpus,
                clip,
                UUID.randomUUID(),
                CandidateSet.of(label.id()),
                PartsToTake.of(RatingToTake.of(rating.taken())),
                "");
            changed.run();
          };
      palette.add(faces.key(label.id(), settle));
      if (!label.key().isEmpty()) {
        keys.on(label.key().toLowerCase(Locale.ROOT), settle);
      }
    }
    add(Drawn.element("p", "fine", new Text(Words.say("settle.hint"))), palette, keys);
    if (RatingPane.belongsTo(house, votes, settled)) {
      add(Drawn.title(3, Words.say("rating.title")), rating);
      if (settled != null && settled.label() != null) {
        add(rate(corpus, clip, rating, curating, changed));
      }
    }
  }

  /// Settles the rating alone; the label stays.
  private static Component rate(
      CorpusId corpus, ClipId clip, RatingPane rating, Curating curating, Runnable changed) {
    var rate =
        new NativeButton(
            Words.say("settle.rate"),
            _ -> {
              try {
                curating.rate(corpus, clip, UUID.randomUUID(), RatingToTake.of(rating.taken()), "");
              } catch (DecisionConflictException conflict) {
                Drawn.complain(conflict);
              }
              changed.run();
            });
    rate.addClassName("act");
    return Drawn.div("inline", rate);
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
    Rating.of(RatingPane.of(decision)).forEach(row::add);
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
