package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.ProposalSummary;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Glimpse;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.proposal.ReviewFilter;

/// Accepts or rejects all proposals of a group by a rule. It says first how many that would be; the
/// deed itself is locked until some of them, drawn at random, have been shown. Afterwards one undo
/// takes all back.
final class BulkDialog {

  private static final List<Double> STEPS = List.of(0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95);
  private static final int SEEDS = 10_000; // short enough to be read out
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Corpus corpus;
  private final ReviewFilter group;
  private final Component face;
  private final Curating curating;
  private final Faces faces;

  private final Select<Double> probability = steps("bulk.probability");
  private final Select<Double> noise = steps("bulk.noise");
  private final Div outcome = Drawn.div("section");
  private final Button accept = new Button();
  private final Button reject = new Button();
  private int seed;

  /// @param group which proposals there are at most
  /// @param face what they have in common, drawn
  BulkDialog(Corpus corpus, ReviewFilter group, Component face, Curating curating, Faces faces) {
    this.corpus = corpus;
    this.group = group;
    this.face = face;
    this.curating = curating;
    this.faces = faces;
  }

  /// @param done hears how many were decided
  void open(IntConsumer done) {
    var dialog = new Dialog(Words.say("bulk.title"));
    outcome.getElement().setAttribute("role", "status");
    accept.addThemeVariants(ButtonVariant.PRIMARY);
    probability.setValue(nearest(group.minProbability()));
    noise.setValue(nearest(group.minNoise()));
    probability.addValueChangeListener(_ -> rehearse());
    noise.addValueChangeListener(_ -> rehearse());
    rehearse();

    accept.addClickListener(_ -> {
      int accepted = curating.acceptAll(corpus.id(), UUID.randomUUID(), rule(), "").size();
      dialog.close();
      Drawn.say(Words.say("bulk.done", accepted));
      done.accept(accepted);
    });
    reject.addClickListener(_ -> {
      int rejected = curating.rejectAll(corpus.id(), UUID.randomUUID(), rule(), "").size();
      dialog.close();
      Drawn.say(Words.say("bulk.rejected", rejected));
      done.accept(rejected);
    });
    dialog.add(Drawn.div("form", face, Drawn.div("form-pair", probability, noise), outcome));
    dialog
        .getFooter()
        .add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), reject, accept);
    dialog.addClassName("bulk");
    dialog.addOpenedChangeListener(_ -> probability.focus());
    dialog.open();
  }

  private static Select<Double> steps(String key) {
    var steps = new Select<Double>();
    steps.setLabel(Words.say(key));
    steps.setItems(STEPS);
    steps.setItemLabelGenerator(s ->
        s == null || s == 0 ? Words.say("bulk.any") : Words.say("bulk.atLeast", Words.share(s)));
    steps.setValue(STEPS.getFirst());
    return steps;
  }

  private static Double nearest(@Nullable Double wanted) {
    return wanted != null && STEPS.contains(wanted) ? wanted : STEPS.getFirst();
  }

  private ReviewFilter rule() {
    return group.atLeast(orNull(noise.getValue()), orNull(probability.getValue()));
  }

  private static @Nullable Double orNull(@Nullable Double step) {
    return step == null || step == 0 ? null : step;
  }

  /// Says how many it would be, and locks the deed until a sample of them was shown.
  private void rehearse() {
    var rule = rule();
    long fits = curating.count(corpus.id(), rule);
    long all = curating.count(corpus.id(), rule.atLeast(null, null));
    seed = RANDOM.nextInt(SEEDS);
    accept.setText(Words.say("bulk.accept", fits));
    reject.setText(Words.say("bulk.reject", fits));
    unlock(false);
    var show = new Button(Words.say("bulk.show"), _ -> show(fits));
    show.setEnabled(fits > 0);
    outcome.removeAll();
    outcome.add(Drawn.element("p", "", new Text(Words.say("bulk.dryRun", fits, all))), show);
  }

  private void show(long fits) {
    var sample = curating.sample(corpus.id(), rule(), seed);
    var shown = Drawn.element("ul", "bulk-sample");
    sample.forEach(p -> shown.add(face(p)));
    outcome.remove(outcome.getComponentAt(1));
    outcome.add(
        Drawn.element("p", "fine", new Text(Words.say("bulk.sample", sample.size(), fits, seed))),
        shown);
    unlock(!sample.isEmpty());
  }

  private void unlock(boolean shown) {
    accept.setEnabled(shown);
    reject.setEnabled(shown);
  }

  private Component face(ProposalSummary proposal) {
    var media = proposal.media();
    var glimpse =
        new Glimpse(
            proposal.clipName(),
            proposal.modality(),
            media.mediaUrl() == null ? "" : media.mediaUrl(),
            media.thumbnailUrl() == null ? "" : media.thumbnailUrl(),
            proposal.text() == null ? "" : proposal.text());
    return Drawn.element(
        "li",
        "neighbour",
        Drawn.div("neighbour-face", glimpse),
        faces.move(proposal.fromLabel(), proposal.label()));
  }
}
