package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.RightCurve;
import undertone.annotator.curation.Teaching;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Chart;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.decision.DecisionConflictException;

/// Clips whose confirmation teaches most, one after the other: look, press the label's key, the
/// next one comes.
@Route("review/:corpus/teach")
@PermitAll
class TeachView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final Teaching teaching;
  private final Curating curating;
  private final CorpusLibrary library;
  private final Addresses addresses;

  TeachView(Teaching teaching, Curating curating, CorpusLibrary library, Addresses addresses) {
    this.teaching = teaching;
    this.curating = curating;
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
        Drawn.heading(Words.say("teach.title"), Words.say("teach.lead")),
        new Sitting(corpus));
  }

  @Override
  public String getPageTitle() {
    return Words.say("teach.title");
  }

  /// One curator at it; what was passed over comes round again at the next visit.
  private final class Sitting extends Div {
    private final Corpus corpus;
    private final Faces faces;
    private final Keys keys = new Keys();
    private final Div stage = Drawn.div("section");
    private final Teaching.Lesson lesson;
    private final Deque<ClipId> left;
    private final @Nullable RightCurve right;
    private final Chart rightChart = new Chart();
    private final Span rightNow = new Span();
    private int settled;

    Sitting(Corpus corpus) {
      this.corpus = corpus;
      this.faces = Faces.of(library.scheme(corpus.id()));
      var sitting = teaching.sitting(corpus.id());
      this.lesson = sitting.lesson();
      this.left = new ArrayDeque<>(lesson.clips());
      this.settled = lesson.settled();
      this.right = sitting.curve();
      addClassName("section");
      add(stage);
      if (right != null) {
        add(right());
        draw(right.points());
      }
      if (!lesson.worth().isEmpty()) {
        add(worth(lesson.worth()));
      }
      add(keys);
      next();
    }

    private void next() {
      keys.forgetAll();
      stage.removeAll();
      var clip = left.poll();
      stage.add(clip == null ? nothing() : asking(clip));
    }

    private Component asking(ClipId id) {
      return new ClipQuestion(
          library.clip(corpus.id(), id).clip(),
          Words.say("teach.ask"),
          Words.say("teach.status", settled, lesson.settled() + lesson.clips().size()),
          faces,
          keys,
          new ClipQuestion.Deeds(label -> settle(id, label), this::next),
          Drawn.link("corpora/" + corpus.slug() + "/clips/" + id, Words.say("teach.toClip")));
    }

    private void settle(ClipId clip, String label) {
      try {
        curating.settleOpen(corpus.id(), clip, UUID.randomUUID(), label, "");
        grow(clip, label);
      } catch (DecisionConflictException meanwhile) {
        Drawn.complain(meanwhile);
      }
      settled++; // by whomever
      next();
    }

    private void grow(ClipId clip, String label) {
      if (right != null && lesson.run() != null) {
        teaching
            .settled(corpus.id(), new RunId(lesson.run()), clip, label)
            .filter(right::add)
            .ifPresent(_ -> draw(right.points()));
      }
    }

    private Component right() {
      rightNow.getElement().setAttribute("role", "status");
      return Drawn.element(
          "section",
          "card",
          Drawn.title(2, Words.say("teach.right")),
          Drawn.element("p", "", rightNow),
          Drawn.element("p", "muted", new Text(Words.say("teach.rightLead"))),
          rightChart);
    }

    private void draw(List<RightCurve.Point> points) {
      var now = points.getLast();
      rightNow.setText(Words.say("teach.rightNow", now.share(), now.confirmed()));
      rightChart.draw(
          Words.say("teach.rightSays", points.size()),
          Words.say("teach.rightConfirmed"),
          points.stream().map(RightCurve.Point::confirmed).toList(),
          List.of(Words.say("teach.rightShare")),
          List.of(
              new Chart.Series(
                  Words.say("teach.rightShare"),
                  Chart.Series.Kind.LINE,
                  0,
                  values(points, RightCurve.Point::share))));
    }

    private Component nothing() {
      var toRuns = Drawn.link("runs/" + corpus.slug(), Words.say("review.toRuns"));
      return lesson.run() == null
          ? Drawn.empty("wave", Words.say("teach.noneTitle"), Words.say("teach.none"), toRuns)
          : Drawn.empty("done", Words.say("teach.doneTitle"), Words.say("teach.done"), toRuns);
    }

    private static Component worth(List<Teaching.Worth> worth) {
      var chart = new Chart();
      chart.draw(
          Words.say("teach.worthSays", worth.size()),
          Words.say("teach.confirmed"),
          worth.stream().map(Teaching.Worth::confirmed).toList(),
          List.of(Words.say("teach.truth")),
          List.of(
              new Chart.Series(
                  Words.say("teach.before"),
                  Chart.Series.Kind.LINE,
                  0,
                  values(worth, Teaching.Worth::truthBefore)),
              new Chart.Series(
                  Words.say("teach.after"),
                  Chart.Series.Kind.LINE,
                  0,
                  values(worth, Teaching.Worth::truthAfter))));
      return Drawn.element(
          "section",
          "card",
          Drawn.title(2, Words.say("teach.worth")),
          Drawn.element("p", "muted", new Text(Words.say("teach.worthLead"))),
          chart);
    }

    private static <T> List<@Nullable Double> values(List<T> points, ToDoubleFunction<T> figure) {
      var values = new ArrayList<@Nullable Double>();
      points.forEach(point -> values.add(figure.applyAsDouble(point)));
      return values;
    }
  }
}
