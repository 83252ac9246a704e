package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.PartsToTake.RatingToTake;
import undertone.annotator.curation.ProposalSummary;
import undertone.annotator.curation.ReviewHabits;
import undertone.annotator.labelling.WordingDesk;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.KeptFilters;
import undertone.annotator.people.Right;
import undertone.annotator.plans.PlanDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.TrackDesk;
import undertone.corpora.ProposalId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.proposal.Proposals;

/// One proposal at a time, the one that gains most first: clip, evidence, a key, the next one.
@Route("review/:corpus")
@PermitAll
class ReviewView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final Curating curating;
  private final ReviewHabits habits;
  private final KeptFilters filters;
  private final CorpusLibrary library;
  private final PlanDesk plans;
  private final WordingDesk wordings;
  private final TrackDesk tracks;
  private final Addresses addresses;

  ReviewView(
      Curating curating,
      ReviewHabits habits,
      KeptFilters filters,
      CorpusLibrary library,
      PlanDesk plans,
      WordingDesk wordings,
      TrackDesk tracks,
      Addresses addresses) {
    this.curating = curating;
    this.habits = habits;
    this.filters = filters;
    this.library = library;
    this.plans = plans;
    this.wordings = wordings;
    this.tracks = tracks;
    this.addresses = addresses;
    addClassName("review");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.REVIEW);
    removeAll();
    add(new Sitting(corpus, Queue.read(visit)));
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.review");
  }

  /// One curator's sitting over one corpus: what was put off, what was decided, what is shown.
  private final class Sitting extends Div {
    private final Corpus corpus;
    private final Faces faces;
    private final GoldFigures gold;
    private final Queue queue;
    private final QueueBar bar;
    private final Keys keys = new Keys();
    private final Set<Long> later = new LinkedHashSet<>();
    private final Div counts = Drawn.div("number muted");
    private final Div cases = Drawn.div("cases");
    private final Undoing undoing;
    private final Actions actions = new Actions();
    private @Nullable Laid current;
    private @Nullable Laid ahead; // what most likely comes next, out of sight
    private int decided = 0;
    private long open = 0; // as far as is known

    Sitting(Corpus corpus, Queue queue) {
      this.corpus = corpus;
      this.faces = Faces.of(library.scheme(corpus.id()));
      this.gold = GoldFigures.of(plans.goldChecks(corpus.id()));
      this.queue = queue;
      this.bar =
          new QueueBar(
              corpus,
              curating,
              habits,
              filters,
              faces,
              queue,
              () -> {
                later.clear();
                next();
              },
              this::decidedTogether);
      this.undoing = new Undoing(corpus, curating, faces, this::undone);
      addClassName("sitting");
      counts.getElement().setAttribute("role", "status");
      add(
          Drawn.element(
              "header",
              "review-bar",
              Drawn.div(
                  "inline",
                  Drawn.title(1, Words.say("room.review")),
                  Drawn.link(
                      "review/" + corpus.slug() + "/adjudicate", Words.say("adjudicate.open")),
                  Drawn.link("review/" + corpus.slug() + "/council", Words.say("council.open")),
                  Drawn.link("review/" + corpus.slug() + "/teach", Words.say("teach.open")),
                  Drawn.link("review/" + corpus.slug() + "/audit", Words.say("audit.open"))),
              counts,
              Drawn.div("inline", nameless(), undoing)),
          bar,
          Drawn.div("review-desk", cases, actions),
          keys);
      next();
    }

    /// Hides who voted, for those who want to judge the clip alone.
    private Component nameless() {
      var hidden = new Checkbox(Words.say("review.nameless"), habits.nameless(corpus.id()));
      hidden.addValueChangeListener(e -> {
        habits.nameless(corpus.id(), e.getValue());
        cases.removeAll(); // what lies ready names people, or does not
        current = null;
        ahead = null;
        bar.draw();
        next();
      });
      return hidden;
    }

    /// A case as it is drawn.
    private record Laid(ProposalSummary proposal, CasePane pane) {}

    /// Shows the open proposal that gains most and was not put off.
    private void next() {
      var left = curating.left(corpus.id(), queue.filter(), queue.order(), later);
      if (left.first() == null && !later.isEmpty()) {
        later.clear(); // what was put off comes round again
        next();
        return;
      }
      count(left.open());
      var first = left.first();
      if (first == null) {
        nothingLeft();
      } else {
        show(ahead != null && ahead.proposal().equals(first) ? ahead : laid(first, false));
      }
      afterPaint();
    }

    /// Goes on to the case that lies ready, if nobody was faster; what the queue holds by now is
    /// asked after the curator sees it.
    ///
    /// @param settled how many cases the step before took out of the queue
    private void goOn(int settled) {
      var ready = ahead;
      if (ready == null || !curating.isOpen(corpus.id(), new ProposalId(ready.proposal().id()))) {
        next();
        return;
      }
      count(open - settled);
      show(ready);
      afterPaint();
    }

    private void count(long nowOpen) {
      open = nowOpen;
      counts.setText(Words.say("review.counts", decided, open));
    }

    private void show(Laid laid) {
      if (current != null) {
        current.pane().waiting(true); // taken out after the paint: that is dearer than hiding it
      }
      current = laid;
      ahead = null;
      cases.getChildren().filter(part -> !(part instanceof CasePane)).forEach(cases::remove);
      laid.pane().waiting(false);
      actions.ready();
    }

    private void nothingLeft() {
      current = null;
      ahead = null;
      cases.removeAll();
      cases.add(nothing(open));
      actions.rest();
    }

    private Laid laid(ProposalSummary proposal, boolean waits) {
      var shown = curating.proposal(corpus.id(), new ProposalId(proposal.id()));
      var pane =
          new CasePane(
              shown, faces, corpus, habits.nameless(corpus.id()), gold, curating, wordings, tracks);
      pane.waiting(waits);
      cases.add(pane);
      return new Laid(proposal, pane);
    }

    /// A curator decides faster than everything can be drawn anew, so the rest comes after.
    private void afterPaint() {
      cases
          .getElement()
          .executeJs("return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
          .then(_ -> catchUp());
    }

    /// What nobody waits for: the case before goes, what the chosen move has left, what can be
    /// taken back, the next case.
    private void catchUp() {
      bar.decided();
      undoing.draw();
      cases.getChildren().filter(this::isPast).forEach(cases::remove);
      if (current == null) {
        return;
      }
      var passedOver = new HashSet<>(later);
      passedOver.add(current.proposal().id());
      var left = curating.left(corpus.id(), queue.filter(), queue.order(), passedOver);
      count(left.open());
      var first = left.first();
      if (ahead == null && first != null) {
        ahead = laid(first, true);
      }
    }

    private boolean isPast(Component part) {
      boolean inView = current != null && part.equals(current.pane());
      boolean next = ahead != null && part.equals(ahead.pane());
      return part instanceof CasePane && !inView && !next;
    }

    private Component nothing(long open) {
      if (queue.narrows() && open == 0) {
        return Drawn.empty("done", Words.say("review.moveDoneTitle"), Words.say("review.moveDone"));
      }
      return curating
          .heldBack(corpus.id())
          .map(this::held)
          .orElseGet(() ->
              Drawn.empty(
                  "done",
                  Words.say("review.doneTitle"),
                  Words.say("review.done"),
                  Drawn.link("runs/" + corpus.slug(), Words.say("review.toRuns"))));
    }

    private Component held(Proposals.HeldBack back) {
      return Drawn.empty(
          "hourglass",
          Words.say("review.heldTitle"),
          Words.say("review.held", back.proposals()),
          Drawn.link(
              "runs/%s/%d".formatted(corpus.slug(), back.run().value()),
              Words.say("review.toReport")));
    }

    /// A decision on a proposal, with how the whole clip feels as far as the curator would settle
    /// it.
    private interface Deciding {
      void on(ProposalId proposal, @Nullable RatingToTake rating);
    }

    /// Decides the case in view and goes on.
    private void decide(Deciding decision) {
      if (current == null) {
        return;
      }
      try {
        decision.on(new ProposalId(current.proposal().id()), current.pane().rating());
        decided++;
      } catch (DecisionConflictException meanwhile) {
        Drawn.complain(meanwhile);
      }
      goOn(1);
    }

    private void decidedTogether(int proposals) {
      decided += proposals;
      bar.draw();
      next();
    }

    private void undone() {
      decided = Math.max(0, decided - 1);
      later.clear();
      next();
    }

    /// The row of keys under the evidence; it stays while the cases change.
    private final class Actions extends Div {
      private final Div palette = Drawn.div("palette");

      Actions() {
        addClassName("review-actions");
        add(
            palette,
            Drawn.div(
                "actions",
                action("Enter", "review.accept", "act primary", this::accept),
                action("R", "review.reject", "act", this::reject),
                action("E", "review.edit", "act", this::choose),
                action("L", "review.later", "act", this::putOff),
                action("B", "review.bulk", "act", this::bulk)));
        rest();
      }

      private Component action(String key, String text, String styleNames, Runnable deed) {
        var button = new NativeButton();
        button.addClickListener(_ -> deed.run());
        button.addClassNames(styleNames.split(" "));
        button.add(Drawn.element("kbd", "", new Text(key)));
        button.add(Drawn.text("", Words.say(text)));
        return button;
      }

      /// Waits for a decision on the case in view.
      void ready() {
        if (!isVisible() || palette.isVisible()) {
          setVisible(true);
          palette.setVisible(false);
          palette.removeAll();
          keys.forgetAll();
          back();
          keys.on("enter", this::accept)
              .on("r", this::reject)
              .on("e", this::choose)
              .on("l", this::putOff)
              .on("b", this::bulk);
        }
      }

      /// There is nothing to decide; what was decided can still be taken back.
      void rest() {
        setVisible(false);
        palette.setVisible(false);
        keys.forgetAll();
        back();
      }

      /// Not method references: these keys are made before there is anything to undo.
      private void back() {
        keys.on("u", () -> undoing.newest()).on("z", () -> undoing.newest());
      }

      private void accept() {
        decide((id, rating) -> curating.accept(corpus.id(), id, UUID.randomUUID(), rating, ""));
      }

      private void reject() {
        decide((id, _) -> curating.reject(corpus.id(), id, UUID.randomUUID(), ""));
      }

      private void putOff() {
        if (current != null) {
          later.add(current.proposal().id());
          goOn(0);
        }
      }

      /// Opens the palette; from now on the labels' own keys count.
      private void choose() {
        if (palette.isVisible()) {
          ready();
          return;
        }
        keys.forgetAll();
        keys.on("escape", this::ready);
        palette.add(Drawn.text("muted whole-row", Words.say("review.editHint")));
        for (var label : faces.scheme().labels()) {
          Runnable edit =
              () ->
                  decide((id, rating) ->
                      curating.edit(corpus.id(), id, UUID.randomUUID(), label.id(), rating, ""));
          palette.add(faces.key(label.id(), edit));
          if (!label.key().isEmpty()) {
            keys.on(label.key().toLowerCase(Locale.ROOT), edit);
          }
        }
        palette.setVisible(true);
      }

      private void bulk() {
        if (current == null) {
          return;
        }
        var like = current.proposal();
        var from = like.fromLabel();
        var group = queue.filter().moving(from == null ? "" : from, like.label());
        new BulkDialog(corpus, group, faces.move(from, like.label()), curating, faces)
            .open(Sitting.this::decidedTogether);
      }
    }
  }
}
