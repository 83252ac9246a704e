package undertone.annotator.runs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.jobs.VotePlan;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.runs.SpaceDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;

/// One run: how far it is, its curves while it learns, what it found, how to stop it or let it go
/// on.
@Route("runs/:corpus/:run")
@PermitAll
class RunView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final int POLL_MILLIS = 1000;
  private static final Set<RunKind> BESIDE = Set.of(RunKind.REFINE, RunKind.TRAIN);

  private final RunDesk runs;
  private final PseudoDesk pseudo;
  private final SpaceDesk spaces;
  private final CorpusLibrary library;
  private final Rights rights;
  private final Addresses addresses;
  private final Clock clock;
  private @Nullable Watch watch;
  private @Nullable Registration polls;

  RunView(
      RunDesk runs,
      PseudoDesk pseudo,
      SpaceDesk spaces,
      CorpusLibrary library,
      Rights rights,
      Addresses addresses,
      Clock clock) {
    this.runs = runs;
    this.pseudo = pseudo;
    this.spaces = spaces;
    this.library = library;
    this.rights = rights;
    this.addresses = addresses;
    this.clock = clock;
    addClassNames("page", "reading");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    var run = runs.require(new RunId(Addresses.number(visit, "run")));
    removeAll();
    watch = new Watch(corpus, run.id());
    add(watch);
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    polls = attached.getUI().addPollListener(_ -> look());
    look();
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    detached.getUI().setPollInterval(-1);
    if (polls != null) {
      polls.remove();
      polls = null;
    }
  }

  private void look() {
    if (watch != null) {
      watch.look();
    }
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.runs");
  }

  /// One run under watch: drawn anew when it moves, its curves continued.
  private final class Watch extends Div {
    private final Corpus corpus;
    private final RunId id;
    private final Div head = Drawn.div("section");
    private final Div outcome = Drawn.div("section");
    private final Faces faces;
    private final @Nullable LearningCurves curves;
    private boolean settled = false;

    Watch(Corpus corpus, RunId id) {
      this.corpus = corpus;
      this.id = id;
      this.faces = Faces.of(library.scheme(corpus.id()));
      this.curves =
          switch (runs.require(id).kind()) {
            case REFINE -> new LearningCurves(runs, id, true);
            case CAPTION, TRAIN -> new LearningCurves(runs, id, false);
            default -> null;
          };
      addClassName("watch");
      head.getElement().setAttribute("aria-live", "polite");
      add(Drawn.trail(Drawn.link("runs/" + corpus.slug(), Words.say("room.runs"))), head);
      if (curves != null) {
        add(curves);
      }
      add(outcome);
    }

    void look() {
      var run = runs.require(id);
      boolean ended = run.state().ended();
      if (settled && ended) {
        return;
      }
      settled = ended;
      if (curves != null) {
        curves.goOn();
        if (ended) {
          curves.end();
        }
      }
      drawHead(run);
      outcome.removeAll();
      if (ended) {
        runs.summary(run)
            .ifPresent(summary -> outcome.add(RunFindings.of(run, summary, corpus, faces)));
        if (run.kind() == RunKind.PSEUDO
            && run.state() == RunState.DONE
            && rights.may(corpus.id(), Right.REVIEW)) {
          boolean changes = run.withdrawnAt().isEmpty() && rights.may(corpus.id(), Right.MANAGE);
          outcome.add(new GatesPane(id, pseudo, faces, changes));
        }
      }
      if (run.state() == RunState.DONE && RunDesk.proposes(run.kind())) {
        outcome.addComponentAsFirst(
            new RunStanding(
                corpus, run, runs, rights.may(corpus.id(), Right.MANAGE), this::lookAgain));
      }
      if (run.kind() == RunKind.VOTE && run.state() == RunState.DONE && byCaptions(run)) {
        outcome.addComponentAsFirst(new CaptionVoterStanding(corpus, runs, rights));
      }
      if (run.kind() == RunKind.CAPTION || run.kind() == RunKind.EMBED) {
        outcome.addComponentAsFirst(
            new SpaceStanding(run, spaces, rights.may(corpus.id(), Right.MANAGE), this::lookAgain));
      }
      if (BESIDE.contains(run.kind()) && run.state() == RunState.DONE) {
        outcome.add(compare(run));
      }
      outcome.add(plan(run));
      getUI().ifPresent(ui -> ui.setPollInterval(ended ? -1 : POLL_MILLIS));
    }

    private static boolean byCaptions(Run run) {
      return JsonMapper.shared().readValue(run.plan(), VotePlan.class).byCaptions();
    }

    private void lookAgain() {
      settled = false;
      look();
    }

    /// Other runs of its kind to look at beside this one; nothing where there is none.
    private Component compare(Run run) {
      var others =
          runs.of(corpus.id()).stream()
              .filter(r -> r.kind() == run.kind() && r.state() == RunState.DONE)
              .filter(r -> !r.id().equals(run.id()))
              .limit(10)
              .toList();
      if (others.isEmpty()) {
        return Drawn.div("");
      }
      var links = Drawn.div("inline", Drawn.text("muted", Words.say("beside.with")));
      others.forEach(other ->
          links.add(
              Drawn.link(
                  "runs/%s/%s/beside/%s".formatted(corpus.slug(), run.id(), other.id()),
                  Words.say("beside.run", other.id().value()))));
      return links;
    }

    private void drawHead(Run run) {
      head.removeAll();
      var facts = Drawn.div("inline", RunStates.chip(run.state()));
      run.startedAt()
          .ifPresent(began -> {
            var end = run.finishedAt().orElse(clock.instant());
            facts.add(Drawn.text("muted number", Words.lasted(Duration.between(began, end))));
          });
      head.add(
          Drawn.heading(
              Words.say("run.name", Words.of(run.kind()), run.id().value()),
              corpus.name(),
              actions(run)),
          facts);
      if (!run.state().ended()) {
        head.add(RunStates.progress(run));
      }
      var message = Words.say(run.message());
      if (run.state() == RunState.FAILED) {
        head.add(Drawn.element("p", "note loss", new Text(message)));
        head.add(Drawn.element("p", "muted", new Text(Words.say("run.failedHint"))));
      } else if (!message.isBlank()) {
        head.add(Drawn.element("p", "", new Text(message)));
      }
    }

    private Component actions(Run run) {
      if (!rights.may(corpus.id(), Right.MANAGE)) {
        return Drawn.div("");
      }
      return switch (run.state()) {
        case QUEUED, RUNNING -> {
          var cancel =
              act(run.cancelAsked() ? "run.cancelling" : "run.cancel", () -> runs.cancel(id));
          cancel.setEnabled(!run.cancelAsked());
          yield cancel;
        }
        case FAILED, CANCELLED -> act("run.again", () -> runs.again(id));
        case DONE -> Drawn.div("");
      };
    }

    private NativeButton act(String key, Runnable deed) {
      var button =
          new NativeButton(
              Words.say(key),
              _ -> {
                deed.run();
                lookAgain();
              });
      button.addClassName("act");
      return button;
    }

    private static Component plan(Run run) {
      var written = Drawn.element("pre", "plan", new Text(RunFindings.pretty(run.plan())));
      var facts = Drawn.element("p", "fine");
      facts.setText(Words.say("run.stamp", Long.toString(run.seed()), run.codeVersion()));
      return new Details(Words.say("run.plan"), written, facts);
    }
  }
}
