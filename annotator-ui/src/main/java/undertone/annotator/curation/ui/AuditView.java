package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.pseudo.AuditDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.ShareRow;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.engine.pseudo.AuditVerdict;

/// Labels accepted unseen, some of them judged without being told: look, press the label's key, the
/// next one comes.
@Route("review/:corpus/audit")
@PermitAll
class AuditView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private final AuditDesk audit;
  private final CorpusLibrary library;
  private final Addresses addresses;

  AuditView(AuditDesk audit, CorpusLibrary library, Addresses addresses) {
    this.audit = audit;
    this.library = library;
    this.addresses = addresses;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.REVIEW);
    removeAll();
    add(
        Drawn.trail(Drawn.link("review/" + corpus.slug(), Words.say("room.review"))),
        Drawn.heading(
            Words.say("audit.title"),
            Words.say(
                "audit.lead",
                Math.round(100 * AuditVerdict.DRAWN),
                AuditVerdict.LEAST_DRAWN,
                Words.share(AuditVerdict.USUAL_TARGET))),
        new Sitting(corpus));
  }

  @Override
  public String getPageTitle() {
    return Words.say("audit.title");
  }

  /// One auditor at it; what was passed over comes round again at the next visit.
  private final class Sitting extends Div {
    private final Corpus corpus;
    private final Faces faces;
    private final Keys keys = new Keys();
    private final Div stage = Drawn.div("section");
    private final Div figures = Drawn.div("section");
    private final Deque<AuditDesk.Asked> left = new ArrayDeque<>();
    private int judged;

    Sitting(Corpus corpus) {
      this.corpus = corpus;
      this.faces = Faces.of(library.scheme(corpus.id()));
      addClassName("section");
      add(stage, figures, keys);
      left.addAll(audit.open(corpus.id()));
      next();
    }

    private void next() {
      keys.forgetAll();
      stage.removeAll();
      var fared = audit.fared(corpus.id());
      var asked = left.poll();
      stage.add(asked == null ? nothing(fared) : asking(asked));
      figures.removeAll();
      fared.forEach(one -> figures.add(figures(one)));
    }

    private Component asking(AuditDesk.Asked asked) {
      return new ClipQuestion(
          asked.clip(),
          Words.say("teach.ask"),
          Words.say("audit.status", judged, left.size() + 1),
          faces,
          keys,
          new ClipQuestion.Deeds(label -> say(asked, label), this::next));
    }

    private void say(AuditDesk.Asked asked, String label) {
      try {
        audit.say(corpus.id(), asked.id(), label);
        judged++;
      } catch (InvalidRequestException meanwhile) {
        Drawn.complain(meanwhile);
      }
      next();
    }

    private Component nothing(List<AuditDesk.Fared> fared) {
      if (fared.isEmpty()) {
        return Drawn.empty(
            "wave",
            Words.say("audit.noneTitle"),
            Words.say("audit.none"),
            Drawn.link("runs/" + corpus.slug(), Words.say("review.toRuns")));
      }
      boolean missing = fared.stream().anyMatch(one -> one.drawn() < one.wanted());
      if (!missing) {
        return Drawn.empty(
            "done",
            Words.say("audit.doneTitle"),
            Words.say("audit.done"),
            Drawn.link("runs/" + corpus.slug(), Words.say("review.toRuns")));
      }
      var draw =
          new NativeButton(
              Words.say("audit.draw"),
              _ -> {
                audit.draw(corpus.id());
                left.addAll(audit.open(corpus.id()));
                next();
              });
      draw.addClassNames("act", "primary");
      return Drawn.empty(
          "hourglass",
          Words.say("audit.drawTitle"),
          Words.say(
              "audit.drawSays",
              fared.stream().mapToInt(one -> Math.max(0, one.wanted() - one.drawn())).sum()),
          draw);
    }

    /// How the labels of one run fare, and whether they teach.
    private Component figures(AuditDesk.Fared fared) {
      var card =
          Drawn.element(
              "section",
              "card",
              Drawn.title(2, Words.say("audit.run", fared.run())),
              Drawn.div(
                  "figures",
                  Drawn.figure(Words.number(fared.accepted()), Words.say("audit.accepted")),
                  Drawn.figure(Words.number(fared.judged()), Words.say("audit.judged")),
                  Drawn.figure(
                      Words.number(Math.max(0, fared.wanted() - fared.judged())),
                      Words.say("audit.left"))),
              Drawn.element("p", "", new Text(verdict(fared))));
      if (fared.judged() > 0) {
        var rows = Drawn.div("intervals");
        rows.add(ShareRow.of(Words.say("audit.all"), fared.right()));
        for (var label : faces.scheme().labels()) {
          var share = fared.byLabel().get(label.id());
          if (share != null) {
            rows.add(ShareRow.of(faces.name(label.id()), share));
          }
        }
        card.add(rows);
      }
      return card;
    }

    private String verdict(AuditDesk.Fared fared) {
      if (!fared.proven()) {
        return Words.say("audit.unproven");
      }
      return fared.failing().isEmpty()
          ? Words.say("audit.proven")
          : Words.say(
              "audit.provenBut",
              fared.failing().stream().map(faces::name).collect(Collectors.joining(", ")));
    }
  }
}
