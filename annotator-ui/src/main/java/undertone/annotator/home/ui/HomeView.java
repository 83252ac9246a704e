package undertone.annotator.home.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import undertone.annotator.calibration.Calibration;
import undertone.annotator.calibration.ui.LagRows;
import undertone.annotator.jobs.DemoDesk;
import undertone.annotator.labelling.Labelling;
import undertone.annotator.library.CorpusCard;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.GuidelineDesk;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.releases.ReleaseShelf;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;

/// What waits for the person who came in: clips to annotate, proposals to review, runs under way,
/// the newest release, corpus by corpus.
@Route("")
@PermitAll
class HomeView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final CorpusLibrary library;
  private final Labelling labelling;
  private final GuidelineDesk guidelines;
  private final Calibration calibration;
  private final RunDesk runs;
  private final DemoDesk demo;
  private final ReleaseShelf shelf;
  private final Rights rights;
  private final CurrentPerson person;
  private final Clock clock;

  HomeView(
      CorpusLibrary library,
      Labelling labelling,
      GuidelineDesk guidelines,
      Calibration calibration,
      RunDesk runs,
      DemoDesk demo,
      ReleaseShelf shelf,
      Rights rights,
      CurrentPerson person,
      Clock clock) {
    this.library = library;
    this.labelling = labelling;
    this.guidelines = guidelines;
    this.calibration = calibration;
    this.runs = runs;
    this.demo = demo;
    this.shelf = shelf;
    this.rights = rights;
    this.person = person;
    this.clock = clock;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    removeAll();
    add(
        Drawn.heading(
            Words.say("home.hello", person.account().displayName()), Words.say("home.lead")));
    var corpora = library.mine();
    if (isComing(corpora)) {
      add(new Coming());
      return;
    }
    if (corpora.isEmpty()) {
      add(nothing());
      return;
    }
    var cards = Drawn.element("ul", "cards wide");
    corpora.forEach(c -> cards.add(card(c)));
    add(cards);
  }

  /// Whether there is nothing yet but what the demo will bring.
  private boolean isComing(List<CorpusCard> corpora) {
    return demo.underWay() && corpora.stream().allMatch(HomeView::isBare);
  }

  private static boolean isBare(CorpusCard card) {
    return card.stats() != null && card.stats().clips() == 0;
  }

  private Component nothing() {
    if (!library.mayCreate()) {
      return Drawn.empty("people", Words.say("home.emptyTitle"), Words.say("corpora.emptyMember"));
    }
    var create = Drawn.link("corpora", Words.say("home.create"));
    create.addClassNames("act", "primary");
    return Drawn.empty("folder", Words.say("home.emptyTitle"), Words.say("corpora.empty"), create);
  }

  private Component card(CorpusCard card) {
    var corpus = card.corpus();
    var box = Drawn.element("li", "card waits");
    var name = Drawn.title(2, "");
    name.add(
        card.stats() == null
            ? Drawn.text("", corpus.name())
            : Drawn.link("corpora/" + corpus.slug(), corpus.name()));
    box.add(name);
    var stats = card.stats();
    if (isBare(card)) {
      box.add(
          Drawn.div(
              "wait",
              Drawn.text("muted", Words.say("corpus.emptyTitle")),
              act("corpora/" + corpus.slug(), "home.toCorpus", true)));
      return box;
    }
    if (rights.may(corpus.id(), Right.ANNOTATE)) {
      annotate(box, corpus);
      guidelines(box, corpus);
      lag(box, corpus);
    }
    if (stats != null && rights.may(corpus.id(), Right.REVIEW)) {
      waits(box, stats.open(), "home.review", "review/" + corpus.slug(), "room.review", false);
    }
    if (rights.may(corpus.id(), Right.READ)) {
      runs(box, corpus);
      release(box, corpus);
    }
    return box;
  }

  private void annotate(HtmlContainer box, Corpus corpus) {
    long waiting = labelling.waiting(corpus.id());
    waits(box, waiting, "home.annotate", "annotate/" + corpus.slug(), "room.annotate", true);
    var today = labelling.progress(corpus.id()).today();
    if (today > 0) {
      box.add(Drawn.text("fine number", Words.say("home.today", today)));
    }
  }

  private void guidelines(HtmlContainer box, Corpus corpus) {
    var page = guidelines.page(corpus.id());
    var newest = page.newest();
    if (newest != null && !newest.text().isBlank()) {
      var line =
          Drawn.div(
              "inline",
              Drawn.link("corpora/" + corpus.slug() + "/guidelines", Words.say("guidelines.title")),
              Drawn.text("fine", Words.ago(newest.at(), clock)));
      if (page.changed()) {
        line.add(Drawn.text("fresh-mark", Words.say("guidelines.changedShort")));
      }
      box.add(line);
    }
  }

  private void lag(HtmlContainer box, Corpus corpus) {
    var lag = calibration.mine(corpus.id());
    if (lag.clips() > 0) {
      box.add(Drawn.text("fine", Words.say("lag.mine", LagRows.said(lag))));
    }
  }

  private static void waits(
      HtmlContainer box, long count, String key, String address, String act, boolean primary) {
    box.add(
        Drawn.div(
            count == 0 ? "wait none" : "wait",
            Drawn.div(
                "wait-words",
                Drawn.text("figure-number", Words.number(count)),
                Drawn.text("", Words.say(key, count))),
            count == 0 ? Drawn.icon("done") : act(address, act, primary)));
  }

  private void runs(HtmlContainer box, Corpus corpus) {
    runs.of(corpus.id()).stream()
        .filter(r -> !r.state().ended())
        .limit(2)
        .forEach(r -> {
          var name =
              Drawn.link(
                  "runs/" + corpus.slug() + "/" + r.id(),
                  Words.say("run.name", Words.of(r.kind()), r.id().value()));
          box.add(
              Drawn.div(
                  "section",
                  Drawn.div(
                      "between", name, Drawn.text("number muted", Words.percent(r.progress()))),
                  Drawn.bar("", r.progress())));
        });
  }

  private void release(HtmlContainer box, Corpus corpus) {
    shelf.of(corpus.id()).stream()
        .findFirst()
        .ifPresent(r -> {
          var name = Drawn.link("releases/" + corpus.slug(), r.name());
          box.add(
              Drawn.div(
                  "inline",
                  Drawn.text("muted", Words.say("home.release")),
                  name,
                  Drawn.text("fine", Words.ago(r.createdAt(), clock))));
        });
  }

  private static Component act(String address, String key, boolean primary) {
    var link = Drawn.link(address, Words.say(key));
    link.addClassNames("act", primary ? "primary" : "second");
    return link;
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.home");
  }

  /// Says that the demo corpus is being made, until its clips are there.
  private final class Coming extends Div {
    private static final int POLL_MILLIS = 2000;
    private @Nullable Registration polls;

    Coming() {
      add(Drawn.empty("folder", Words.say("home.demoTitle"), Words.say("home.demo")));
    }

    @Override
    protected void onAttach(AttachEvent attached) {
      var ui = attached.getUI();
      ui.setPollInterval(POLL_MILLIS);
      polls =
          ui.addPollListener(_ -> {
            if (!isComing(library.mine())) {
              ui.refreshCurrentRoute(true); // the bar above has its rooms now, too
            }
          });
    }

    @Override
    protected void onDetach(DetachEvent detached) {
      detached.getUI().setPollInterval(-1);
      Optional.ofNullable(polls).ifPresent(Registration::remove);
      polls = null;
    }
  }
}
