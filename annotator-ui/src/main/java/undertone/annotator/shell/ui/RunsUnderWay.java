package undertone.annotator.shell.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.shared.Registration;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.runs.RunWatch;
import undertone.corpora.run.RunState;

/// How far one's own runs are, in the bar above every room, and a quiet notice when one ends.
///
/// The browser asks only while a run of this person is under way, and no longer than two hours
/// after the person last went anywhere, so that a forgotten page does not keep a login alive.
final class RunsUnderWay extends Div {

  private static final int POLL_MILLIS = 3000;
  private static final int NOTICE_MILLIS = 15_000;
  private static final Duration LONGEST_WATCH = Duration.ofHours(2);

  private final RunWatch watch;
  private final Watched watched;
  private final Clock clock;
  private Instant lastWent = Instant.EPOCH;
  private String path = "";
  private boolean polls = false;
  private @Nullable Registration polling;

  RunsUnderWay(RunWatch watch, Watched watched, Clock clock) {
    this.watch = watch;
    this.watched = watched;
    this.clock = clock;
    addClassName("under-way");
  }

  /// The person went to a room.
  void went(String path) {
    this.path = path;
    lastWent = clock.instant();
    polls = false; // a room that polls for itself has let go of the interval
    look();
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    polling = attached.getUI().addPollListener(_ -> look());
  }

  @Override
  protected void onDetach(DetachEvent detached) {
    if (polling != null) {
      polling.remove();
      polling = null;
    }
  }

  private void look() {
    var mine = watch.mine();
    var moving = mine.stream().filter(r -> !r.state().ended()).toList();
    mine.stream().filter(r -> r.state().ended() && watched.ended(r.id())).forEach(this::tell);
    moving.forEach(r -> watched.moves(r.id()));
    draw(moving);
    boolean goOn = !moving.isEmpty() && lastWent.plus(LONGEST_WATCH).isAfter(clock.instant());
    getUI().ifPresent(ui -> ui.beforeClientResponse(this, _ -> poll(ui, goOn)));
  }

  // After the room has had its say: a room that watches a run polls faster, and stops when it ends.
  private void poll(UI ui, boolean goOn) {
    if (goOn && ui.getPollInterval() < 0) {
      ui.setPollInterval(POLL_MILLIS);
      polls = true;
    } else if (!goOn && polls) {
      ui.setPollInterval(-1);
      polls = false;
    }
  }

  private void draw(List<RunWatch.Seen> moving) {
    removeAll();
    if (moving.isEmpty()) {
      return;
    }
    double progress = moving.stream().mapToDouble(RunWatch.Seen::progress).average().orElse(0);
    var newest = moving.getLast();
    var words = Words.say("underWay.runs", moving.size(), Words.percent(progress));
    var link = Drawn.link(address(newest), words);
    link.addClassNames("fine", "number");
    add(link, Drawn.bar("", progress));
  }

  private void tell(RunWatch.Seen run) {
    if (path.equals(address(run))) {
      return; // it is on the screen
    }
    var notice = new Notification();
    notice.setPosition(Notification.Position.BOTTOM_START);
    notice.setDuration(NOTICE_MILLIS);
    if (run.state() == RunState.FAILED) {
      notice.addThemeName("error");
    }
    var link = Drawn.link(address(run), Words.say("underWay.look"));
    link.getElement().addEventListener("click", _ -> notice.close());
    var close = new NativeButton();
    close.add(Drawn.icon("close"));
    close.addClassName("tool");
    close.setAriaLabel(Words.say("underWay.close"));
    close.addClickListener(_ -> notice.close());
    var name = Words.say("run.name", Words.of(run.kind()), run.id().value());
    notice.add(
        Drawn.div(
            "inline",
            Drawn.text("", Words.say("underWay.ended", name, Words.of(run.state()))),
            link,
            close));
    notice.open();
  }

  private static String address(RunWatch.Seen run) {
    return "runs/" + run.corpus() + "/" + run.id();
  }
}
