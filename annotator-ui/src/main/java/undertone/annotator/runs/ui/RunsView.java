package undertone.annotator.runs.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.shared.Registration;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.pseudo.PseudoDesk;
import undertone.annotator.runs.LlmDesk;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.run.Run;

/// The runs of a corpus, newest first; those under way move.
@Route("runs/:corpus")
@PermitAll
class RunsView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final int POLL_MILLIS = 2000;

  private final RunDesk runs;
  private final PseudoDesk pseudo;
  private final Rights rights;
  private final Addresses addresses;
  private final CorpusLibrary library;
  private final LlmDesk llm;
  private final Clock clock;
  private final Div list = Drawn.div("section");
  private @Nullable Corpus corpus;
  private @Nullable Registration polls;

  RunsView(
      RunDesk runs,
      PseudoDesk pseudo,
      Rights rights,
      Addresses addresses,
      CorpusLibrary library,
      LlmDesk llm,
      Clock clock) {
    this.runs = runs;
    this.pseudo = pseudo;
    this.rights = rights;
    this.addresses = addresses;
    this.library = library;
    this.llm = llm;
    this.clock = clock;
    addClassNames("page", "reading");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var here = addresses.corpus(visit, Right.READ);
    corpus = here;
    removeAll();
    add(
        Drawn.heading(
            Words.say("room.runs"),
            Words.say("runs.lead", here.name()),
            rights.may(here.id(), Right.MANAGE) ? start(here) : new Component[0]),
        list);
    draw();
  }

  private Component[] start(Corpus here) {
    var vote =
        new NativeButton(Words.say("vote.open"), _ -> new VoteDialog(here, runs, library).open());
    vote.addClassName("act");
    var ask = new NativeButton(Words.say("llm.open"), _ -> new LlmDialog(here, llm).open());
    ask.addClassName("act");
    var learn = new NativeButton(Words.say("learn.open"), _ -> new LearnDialog(here, runs).open());
    learn.addClassName("act");
    var refine =
        new NativeButton(
            Words.say("refine.open"), _ -> new RefineDialog(here, runs, library).open());
    refine.addClassNames("act", "primary");
    var spread =
        new NativeButton(
            Words.say("pseudo.open"), _ -> new PseudoDialog(here, runs, pseudo, library).open());
    spread.addClassName("act");
    return new Component[] {learn, vote, ask, spread, refine};
  }

  private void draw() {
    var here = corpus;
    if (here == null) {
      return;
    }
    var newest = runs.of(here.id());
    list.removeAll();
    if (newest.isEmpty()) {
      list.add(Drawn.empty("wave", Words.say("runs.emptyTitle"), Words.say("runs.empty")));
    } else {
      var rows = Drawn.element("ul", "run-list");
      newest.forEach(run -> rows.add(row(here, run)));
      list.add(rows);
    }
    poll(newest);
  }

  private Component row(Corpus here, Run run) {
    var name = Drawn.title(2, "");
    name.add(
        Drawn.link(
            "runs/" + here.slug() + "/" + run.id(),
            Words.say("run.name", Words.of(run.kind()), run.id().value())));
    var words = Drawn.div("between", name, Drawn.text("fine", Words.ago(run.createdAt(), clock)));
    var row = Drawn.element("li", "card linked run-row", words);
    var state = Drawn.div("inline", RunStates.chip(run.state()));
    var message = Words.say(run.message());
    if (!message.isBlank()) {
      state.add(Drawn.text("muted clamp", message));
    }
    row.add(state);
    if (!run.state().ended()) {
      row.add(RunStates.progress(run));
    }
    return row;
  }

  /// Asks again as long as something is under way.
  private void poll(List<Run> newest) {
    boolean moving = newest.stream().anyMatch(r -> !r.state().ended());
    getUI().ifPresent(ui -> ui.setPollInterval(moving ? POLL_MILLIS : -1));
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    polls = attached.getUI().addPollListener(_ -> draw());
    draw();
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    detached.getUI().setPollInterval(-1);
    if (polls != null) {
      polls.remove();
      polls = null;
    }
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.runs");
  }
}
