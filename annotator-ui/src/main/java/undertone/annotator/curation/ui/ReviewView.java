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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.ProposalCase;
import undertone.annotator.curation.ProposalSummary;
import undertone.annotator.curation.ReviewHabits;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.KeptFilters;
import undertone.annotator.people.Right;
import undertone.annotator.plans.PlanDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ProposalId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.DecisionConflictException;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.proposal.ReviewFilter;

/// One proposal at a time, the one that gains most first: clip, evidence, a key, the next one.
@Route("review/:corpus")
@PermitAll
class ReviewView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final Curating curating;
  private final ReviewHabits habits;
  private final KeptFilters filters;
  private final CorpusLibrary library;
  private final PlanDesk plans;
  private final Addresses addresses;

  ReviewView(
      Curating curating,
      ReviewHabits habits,
      KeptFilters filters,
      CorpusLibrary library,
      PlanDesk plans,
      Addresses addresses) {
    this.curating = curating;
    this.habits = habits;
    this.filters = filters;
    this.library = library;
    this.plans = plans;
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
    private final Div desk = Drawn.div("review-desk");
    private final Undoing undoing;
    private Optional<ProposalSummary> current = Optional.empty();
    private @Nullable Laid ahead; // what most likely comes next, out of sight
    private int decided = 0;

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
                  Drawn.link("review/" + corpus.slug() + "/teach", Words.say("teach.open"))),
              counts,
              Drawn.div("inline", nameless(), undoing)),
          bar,
          desk,
          keys);
      next();
    }

    /// Hides who voted, for those who want to judge the clip alone.
    private Component nameless() {
      var hidden = new Checkbox(Words.say("review.nameless"), habits.nameless(corpus.id()));
      hidden.addValueChangeListener(e -> {
        habits.nameless(corpus.id(), e.getValue());
        ahead = null;
        bar.draw();
        next();
      });
      return hidden;
    }

    /// A case as it is drawn.
    private record Laid(ProposalSummary proposal, ProposalCase shown, CasePane pane) {}

    /// Shows the open proposal that gains most and was not put off.
    private void next() {
      var left = curating.left(corpus.id(), queue.filter(), queue.order(), later);
      counts.setText(Words.say("review.counts", decided, left.open()));
      current = Optional.ofNullable(left.first());
      if (current.isEmpty() && !later.isEmpty()) {
        later.clear(); // what was put off comes round again
        next();
        return;
      }
      keys.forgetAll();
      keys.on("u", undoing::newest).on("z", undoing::newest);
      current.ifPresentOrElse(
          this::show,
          () -> {
            desk.removeAll();
            desk.add(nothing(left.open()));
          });
      // A curator decides faster than everything can be drawn anew, so the rest comes after.
      desk.getElement()
          .executeJs("return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
          .then(_ -> catchUp());
    }

    private void show(ProposalSummary proposal) {
      var drawn =
          ahead != null && ahead.proposal().equals(proposal) ? ahead : laid(proposal, false);
      ahead = null;
      desk.getChildren().filter(part -> !part.equals(drawn.pane())).forEach(desk::remove);
      drawn.pane().waiting(false);
      desk.add(new Actions(drawn.shown()));
    }

    private Laid laid(ProposalSummary proposal, boolean waits) {
      var shown = curating.proposal(corpus.id(), new ProposalId(proposal.id()));
      var pane = new CasePane(shown, faces, corpus, habits.nameless(corpus.id()), gold, curating);
      pane.waiting(waits);
      desk.add(pane);
      return new Laid(proposal, shown, pane);
    }

    /// What nobody waits for: what the chosen move has left, what can be taken back, the next case.
    private void catchUp() {
      bar.decided();
      undoing.draw();
      if (ahead == null && current.isPresent()) {
        var passedOver = new HashSet<>(later);
        passedOver.add(current.get().id());
        var next = curating.left(corpus.id(), queue.filter(), queue.order(), passedOver).first();
        ahead = next == null ? null : laid(next, true);
      }
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

    private void decide(Runnable decision) {
      try {
        decision.run();
        decided++;
      } catch (DecisionConflictException meanwhile) {
        Drawn.complain(meanwhile);
      }
      next();
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

    /// The row of keys under the evidence.
    private final class Actions extends Div {
      private final ProposalCase shown;
      private final ProposalId id;
      private final Div palette = Drawn.div("palette");

      Actions(ProposalCase shown) {
        this.shown = shown;
        this.id = new ProposalId(shown.proposal().id());
        addClassName("review-actions");
        palette.setVisible(false);
        var row =
            Drawn.div(
                "actions",
                action("Enter", "review.accept", "act primary", this::accept),
                action("R", "review.reject", "act", this::reject),
                action("E", "review.edit", "act", this::choose),
                action("L", "review.later", "act", this::putOff),
                action("B", "review.bulk", "act", this::bulk));
        add(palette, row);
      }

      private Component action(String key, String text, String styleNames, Runnable deed) {
        var button = new NativeButton();
        button.addClickListener(_ -> deed.run());
        button.addClassNames(styleNames.split(" "));
        button.add(Drawn.element("kbd", "", new Text(key)));
        button.add(Drawn.text("", Words.say(text)));
        keys.on(key.toLowerCase(Locale.ROOT), deed);
        return button;
      }

      private void accept() {
        decide(() -> curating.accept(corpus.id(), id, UUID.randomUUID(), ""));
      }

      private void reject() {
        decide(() -> curating.reject(corpus.id(), id, UUID.randomUUID(), ""));
      }

      private void putOff() {
        later.add(shown.proposal().id());
        next();
      }

      /// Opens the palette; from now on the labels' own keys count.
      private void choose() {
        if (palette.isVisible()) {
          next();
          return;
        }
        keys.forgetAll();
        keys.on("escape", Sitting.this::next);
        for (var label : faces.scheme().labels()) {
          Runnable edit =
              () -> decide(() -> curating.edit(corpus.id(), id, UUID.randomUUID(), label.id(), ""));
          palette.add(faces.key(label.id(), edit));
          if (!label.key().isEmpty()) {
            keys.on(label.key().toLowerCase(Locale.ROOT), edit);
          }
        }
        palette.addComponentAsFirst(Drawn.text("muted whole-row", Words.say("review.editHint")));
        palette.setVisible(true);
      }

      private void bulk() {
        var like = shown.proposal();
        var within = queue.filter();
        var from = like.fromLabel();
        var group =
            new ReviewFilter(
                from == null ? "" : from,
                like.label(),
                within.minNoise(),
                within.minProbability(),
                within.kind(),
                within.overruled(),
                within.near());
        new BulkDialog(corpus, group, faces.move(from, like.label()), curating, faces)
            .open(Sitting.this::decidedTogether);
      }
    }
  }
}
