package undertone.annotator.insights.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.shared.Registration;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import undertone.annotator.insights.FailedInsightsException;
import undertone.annotator.insights.Insights;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CorpusId;
import undertone.engine.insights.AgreementReport;

/// Shows how far the figures are, and then the figures, or that they could not be worked out. The
/// page never waits for them.
final class Watching extends Div {

  private static final int POLL_MILLIS = 500;
  private static final Duration PATIENCE = Duration.ofMillis(150); // small corpora come at once

  private final Insights insights;
  private final CorpusId corpus;
  private final Consumer<AgreementReport> shown;
  private final Div bar = Drawn.div("");
  private final Div wait;
  private @Nullable Registration polls;
  private boolean ended = false;

  /// @param shown takes the report once it is there
  Watching(Insights insights, CorpusId corpus, Consumer<AgreementReport> shown) {
    this.insights = insights;
    this.corpus = corpus;
    this.shown = shown;
    wait = Drawn.div("section", Drawn.note(Words.say("insights.working")), bar);
    addClassName("section");
    add(wait);
  }

  @Override
  protected void onAttach(AttachEvent attached) {
    polls = attached.getUI().addPollListener(_ -> look());
    look();
    if (!ended) {
      attached.getUI().setPollInterval(POLL_MILLIS);
    }
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
    if (ended) {
      return;
    }
    try {
      look(insights.ask(corpus, PATIENCE));
    } catch (FailedInsightsException _) {
      end();
      add(Drawn.note(Words.say("insights.failed")));
    }
  }

  private void look(Insights.Answer answer) {
    bar.removeAll();
    bar.add(Drawn.progress(answer.done(), Words.say("insights.working")));
    var report = answer.report();
    if (report != null) {
      end();
      shown.accept(report);
    }
  }

  private void end() {
    ended = true;
    getUI().ifPresent(ui -> ui.setPollInterval(-1));
    remove(wait);
  }
}
