package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
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

/// Accepts all proposals of one move by a rule: says first how many it would be and shows some of
/// them; afterwards one undo takes all back.
final class BulkDialog {

  private static final List<Double> STEPS = List.of(0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95);
  private static final int SAMPLE = 10;

  private final Corpus corpus;
  private final ProposalSummary like;
  private final Curating curating;
  private final Faces faces;

  /// @param like a proposal of the move
  BulkDialog(Corpus corpus, ProposalSummary like, Curating curating, Faces faces) {
    this.corpus = corpus;
    this.like = like;
    this.curating = curating;
    this.faces = faces;
  }

  /// @param done hears how many were accepted
  void open(IntConsumer done) {
    var dialog = new Dialog(Words.say("bulk.title"));
    var probability = steps("bulk.probability");
    var noise = steps("bulk.noise");
    var outcome = Drawn.div("section");
    outcome.getElement().setAttribute("role", "status");
    var accept = new Button();
    accept.addThemeVariants(ButtonVariant.PRIMARY);
    Runnable dryRun = () -> rehearse(rule(probability, noise), outcome, accept);
    probability.addValueChangeListener(_ -> dryRun.run());
    noise.addValueChangeListener(_ -> dryRun.run());
    dryRun.run();

    accept.addClickListener(_ -> {
      int accepted =
          curating.acceptAll(corpus.id(), UUID.randomUUID(), rule(probability, noise), "").size();
      dialog.close();
      Drawn.say(Words.say("bulk.done", accepted));
      done.accept(accepted);
    });
    dialog.add(Drawn.div("form", move(), Drawn.div("form-pair", probability, noise), outcome));
    dialog.getFooter().add(new Button(Words.say("dialog.cancel"), _ -> dialog.close()), accept);
    dialog.addClassName("narrow");
    dialog.addOpenedChangeListener(_ -> probability.focus());
    dialog.open();
  }

  private Div move() {
    var move = Drawn.div("move");
    var from = like.fromLabel();
    move.add(
        from == null
            ? Drawn.text("muted", Words.say("review.unlabelled"))
            : faces.chip(from, Faces.Strength.OUTLINED),
        Drawn.text("muted", "→"),
        faces.chip(like.label(), Faces.Strength.SOLID));
    return move;
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

  private ReviewFilter rule(Select<Double> probability, Select<Double> noise) {
    var from = like.fromLabel();
    return new ReviewFilter(
        from == null ? "" : from,
        like.label(),
        orNull(noise.getValue()),
        orNull(probability.getValue()));
  }

  private static @Nullable Double orNull(@Nullable Double step) {
    return step == null || step == 0 ? null : step;
  }

  private void rehearse(ReviewFilter rule, Div outcome, Button accept) {
    long fits = curating.count(corpus.id(), rule);
    long all = curating.count(corpus.id(), new ReviewFilter(rule.from(), rule.to(), null, null));
    outcome.removeAll();
    outcome.add(
        Drawn.element("p", "", new Text(Words.say("bulk.dryRun", fits, all))), sample(rule));
    accept.setText(Words.say("bulk.accept", fits));
    accept.setEnabled(fits > 0);
  }

  private Div sample(ReviewFilter rule) {
    var sample = Drawn.div("bulk-sample");
    for (var proposal : curating.review(corpus.id(), rule, 0, SAMPLE)) {
      var media = proposal.media();
      sample.add(
          Drawn.div(
              "neighbour-face",
              new Glimpse(
                  proposal.clipName(),
                  proposal.modality(),
                  media.mediaUrl() == null ? "" : media.mediaUrl(),
                  media.thumbnailUrl() == null ? "" : media.thumbnailUrl(),
                  proposal.clipName())));
    }
    return sample;
  }
}
