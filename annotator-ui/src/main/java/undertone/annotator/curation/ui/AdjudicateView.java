package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Adjudicating;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.DisagreementCase;
import undertone.annotator.curation.ReviewHabits;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.TrackDesk;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipId;
import undertone.corpora.corpus.Corpus;

/// Clips people disagree on, the worst first: all answers side by side, and one answer put together
/// from them.
@Route("review/:corpus/adjudicate")
@PermitAll
class AdjudicateView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final int PAGE = 20;

  private final Adjudicating adjudicating;
  private final Curating curating;
  private final ReviewHabits habits;
  private final CorpusLibrary library;
  private final TrackDesk tracks;
  private final Addresses addresses;

  AdjudicateView(
      Adjudicating adjudicating,
      Curating curating,
      ReviewHabits habits,
      CorpusLibrary library,
      TrackDesk tracks,
      Addresses addresses) {
    this.adjudicating = adjudicating;
    this.curating = curating;
    this.habits = habits;
    this.library = library;
    this.tracks = tracks;
    this.addresses = addresses;
    addClassName("review");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    removeAll();
    add(new Sitting(addresses.corpus(visit, Right.REVIEW)));
  }

  @Override
  public String getPageTitle() {
    return Words.say("adjudicate.title");
  }

  /// One curator's way down the list.
  private final class Sitting extends Div {
    private final Corpus corpus;
    private final Faces faces;
    private final Keys keys = new Keys();
    private final Div counts = Drawn.div("number muted");
    private final Div desk = Drawn.div("review-desk");
    private final Undoing undoing;
    private final long all;
    private final Deque<DisagreementCase> waiting = new ArrayDeque<>();
    private final Deque<DisagreementCase> settled = new ArrayDeque<>();
    private final Map<Long, Draft> drafts = new HashMap<>(); // by clip, kept for undo
    private @Nullable DisagreementCase current;
    private @Nullable String place = ""; // null after the last page
    private int decided;

    Sitting(Corpus corpus) {
      this.corpus = corpus;
      this.faces = Faces.of(library.scheme(corpus.id()));
      this.all = adjudicating.count(corpus.id());
      this.undoing = new Undoing(corpus, curating, faces, this::undone);
      addClassName("sitting");
      counts.getElement().setAttribute("role", "status");
      add(
          Drawn.element(
              "header",
              "review-bar",
              Drawn.div(
                  "inline",
                  Drawn.title(1, Words.say("adjudicate.title")),
                  Drawn.link("review/" + corpus.slug(), Words.say("adjudicate.back"))),
              counts,
              undoing),
          desk,
          keys);
      next();
    }

    /// Goes on to the next clip nobody has settled.
    private void next() {
      while (true) {
        var found = following();
        if (found.isEmpty()) {
          current = null;
          draw(Optional.empty());
          return;
        }
        var now = adjudicating.again(corpus.id(), found.get());
        var meanwhile = now.standing();
        if (meanwhile == null) {
          draw(Optional.of(now));
          return;
        }
        Drawn.say(Words.say("adjudicate.meanwhile", meanwhile.curator(), now.clip().name()));
      }
    }

    private Optional<DisagreementCase> following() {
      if (waiting.isEmpty() && place != null) {
        var page = adjudicating.page(corpus.id(), place, PAGE);
        waiting.addAll(page.cases());
        place = page.next();
      }
      return Optional.ofNullable(waiting.poll());
    }

    private void draw(Optional<DisagreementCase> shown) {
      counts.setText(Words.say("review.counts", decided, Math.max(0, all - decided)));
      desk.removeAll();
      keys.forgetAll();
      undoKeys();
      if (shown.isEmpty()) {
        desk.add(nothing());
        return;
      }
      var answers = shown.get();
      current = answers;
      var draft = drafts.computeIfAbsent(answers.clip().id(), _ -> new Draft());
      desk.add(
          new AnswersPane(
              answers,
              draft,
              faces,
              corpus,
              habits.nameless(corpus.id()),
              tracks.address(corpus.id(), new ClipId(answers.clip().id())).orElse(null),
              keys,
              new AnswersPane.Deeds(() -> settle(answers, draft), this::next, this::undoKeys)));
    }

    private void undoKeys() {
      keys.on("u", undoing::newest).on("z", undoing::newest);
    }

    private Component nothing() {
      return Drawn.empty(
          "done",
          Words.say("adjudicate.doneTitle"),
          Words.say("adjudicate.done"),
          Drawn.link("review/" + corpus.slug(), Words.say("adjudicate.back")));
    }

    /// Settles the clip on the draft and goes on; undo brings both back.
    private void settle(DisagreementCase answers, Draft draft) {
      if (draft.labels().isEmpty()) {
        Drawn.say(Words.say("adjudicate.needsLabel"));
        return;
      }
      try {
        curating.settle(
            corpus.id(),
            new ClipId(answers.clip().id()),
            UUID.randomUUID(),
            draft.labels(),
            draft.parts(),
            reason(answers, draft));
      } catch (InvalidRequestException refused) {
        Drawn.complain(refused);
        return;
      }
      decided++;
      settled.push(answers);
      undoing.draw();
      Drawn.say(Words.say("adjudicate.settledSay", answers.clip().name()));
      next();
    }

    /// Where the labels come from, as far as it is one place.
    private static String reason(DisagreementCase answers, Draft draft) {
      if (!draft.labelsOf().isEmpty()) {
        return Words.say("adjudicate.reasonTaken", String.join(", ", draft.labelsOf()));
      }
      if (draft.labels().equals(new CandidateSet(answers.union()))) {
        return Words.say("adjudicate.reasonUnion");
      }
      return draft.labels().equals(new CandidateSet(answers.intersection()))
          ? Words.say("adjudicate.reasonIntersection")
          : Words.say("adjudicate.reasonChosen");
    }

    /// Shows the clip again whose decision was taken back.
    private void undone() {
      for (var answers : settled) {
        var now = adjudicating.again(corpus.id(), answers);
        if (now.standing() == null) {
          settled.remove(answers);
          decided--;
          var left = current;
          if (left != null && left.clip().id() != now.clip().id()) {
            waiting.push(left);
          }
          draw(Optional.of(now));
          return;
        }
      }
      var shown = current;
      draw(shown == null ? Optional.empty() : Optional.of(adjudicating.again(corpus.id(), shown)));
    }
  }
}
