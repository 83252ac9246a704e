package undertone.annotator.runs.ui;

import com.vaadin.flow.component.html.Div;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.runs.RunDesk;
import undertone.annotator.shell.ui.Chart;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.RunId;

/// Loss and flagged clips per epoch while a refinement learns: the mean over its networks, and all
/// flagged clips together. Epochs that only some networks have reached count those.
final class LearningCurves extends Div {

  private final boolean flags;
  private final RunDesk runs;
  private final RunId run;
  private final Chart chart = new Chart();
  private final TreeMap<Integer, Epoch> epochs = new TreeMap<>();
  private int seen = 0;

  /// What the networks have reported of one epoch so far.
  private static final class Epoch {
    private double loss = 0;
    private @Nullable Long flagged; // null = these networks flag nothing
    private int networks = 0;
  }

  /// @param flags whether the networks of such a run flag clips
  LearningCurves(RunDesk runs, RunId run, boolean flags) {
    this.flags = flags;
    this.runs = runs;
    this.run = run;
    addClassName("card");
    add(
        Drawn.title(2, Words.say("curves.title")),
        Drawn.text("fine", Words.say(flags ? "curves.hint" : "curves.lossAlone")),
        chart);
    draw();
  }

  /// Reads the journal anew and draws if it has grown. Networks learn side by side, so entries may
  /// come in between others.
  void goOn() {
    var entries = runs.journal(run, -1);
    if (entries.size() == seen) {
      return;
    }
    seen = entries.size();
    epochs.clear();
    var json = JsonMapper.shared();
    for (var entry : entries) {
      var report = json.readTree(entry);
      int epoch = report.path("epoch").asInt(0);
      if (epoch > 0 && report.has("loss")) {
        var sum = epochs.computeIfAbsent(epoch, _ -> new Epoch());
        sum.loss += report.path("loss").asDouble();
        if (report.has("flagged")) {
          sum.flagged = (sum.flagged == null ? 0 : sum.flagged) + report.path("flagged").asLong();
        }
        sum.networks++;
      }
    }
    draw();
  }

  /// Methods without networks report no epochs: once they have ended there is nothing to wait for.
  void end() {
    setVisible(!epochs.isEmpty());
  }

  private void draw() {
    var places = List.copyOf(epochs.keySet());
    var loss = new ArrayList<@Nullable Double>();
    var flagged = new ArrayList<@Nullable Double>();
    epochs
        .values()
        .forEach(e -> {
          loss.add(e.loss / e.networks);
          flagged.add(e.flagged == null ? null : (double) e.flagged);
        });
    var series = new ArrayList<Chart.Series>();
    series.add(new Chart.Series(Words.say("curves.loss"), Chart.Series.Kind.LINE, 0, loss));
    if (flags) {
      series.add(new Chart.Series(Words.say("curves.flagged"), Chart.Series.Kind.BAR, 1, flagged));
    }
    chart.draw(
        Words.say("curves.says", places.size()),
        Words.say("curves.epoch"),
        places,
        series.stream().map(Chart.Series::name).toList(),
        series);
  }
}
