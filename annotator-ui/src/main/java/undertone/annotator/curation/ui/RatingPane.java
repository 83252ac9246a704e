package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.NumberField;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Rating;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipRating;
import undertone.corpora.InvalidValueException;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Question;

/// How a curator would settle that a whole clip feels: as the mean of what voters say, at a point
/// of their own, or not at all, which leaves the mean to speak.
public final class RatingPane extends Div {

  private final Consumer<ClipRating> changed;
  private final NumberField valence = field("rating.valence", -1);
  private final NumberField arousal = field("rating.arousal", -1);
  private final NumberField intensity = field("rating.intensity", 0);
  private final NativeButton takeMean = button("rating.takeMean");
  private final NativeButton leaveOpen = button("rating.leaveOpen");
  private final ClipRating mean;
  private ClipRating taken;

  /// @param votes that stand on the clip; those that say nothing of it do not count
  /// @param taken so far
  /// @param changed hears what is taken from then on
  public RatingPane(List<Said.VoteSaid> votes, ClipRating taken, Consumer<ClipRating> changed) {
    this.changed = changed;
    this.taken = taken;
    var rated = votes.stream().map(Said.VoteSaid::rating).filter(r -> !r.saysNothing()).toList();
    mean = ClipRating.mean(rated);
    addClassName("said-lines");
    if (mean.saysNothing()) {
      add(Drawn.text("muted", Words.say("rating.nobody")));
      takeMean.setVisible(false);
    } else {
      var says = Drawn.div("inline", Drawn.text("muted", Words.say("rating.mean", rated.size())));
      Rating.of(mean).forEach(says::add);
      add(says);
    }
    var fields = Drawn.div("rating-fields", valence, arousal, intensity);
    fields
        .getElement()
        .setAttribute("role", "group")
        .setAttribute("aria-label", Words.say("rating.title"));
    add(
        fields,
        Drawn.div("inline", takeMean, leaveOpen),
        Drawn.element("p", "fine", new Text(Words.say("rating.hint"))));
    draw();
    takeMean.addClickListener(_ -> take(mean));
    leaveOpen.addClickListener(_ -> take(ClipRating.NONE));
    List.of(valence, arousal, intensity)
        .forEach(field ->
            field.addValueChangeListener(e -> {
              if (e.isFromClient()) {
                typed();
              }
            }));
  }

  /// Whether a rating belongs to what is settled of a clip: its corpus asks for one, or there is
  /// one.
  public static boolean belongsTo(
      Corpus corpus, List<Said.VoteSaid> votes, Said.@Nullable DecisionSaid standing) {
    return corpus.questions().contains(Question.RATING)
        || votes.stream().anyMatch(v -> !v.rating().saysNothing())
        || !of(standing).saysNothing();
  }

  /// What a decision says of the whole clip.
  public static ClipRating of(Said.@Nullable DecisionSaid decision) {
    var rating = decision == null ? null : decision.parts().rating();
    return rating == null ? ClipRating.NONE : rating.rating();
  }

  /// What is to be settled.
  public ClipRating taken() {
    return taken;
  }

  private void take(ClipRating rating) {
    taken = rating;
    draw();
    changed.accept(rating);
  }

  /// A number outside its scale gives way to what stood there.
  private void typed() {
    try {
      take(new ClipRating(valence.getValue(), arousal.getValue(), intensity.getValue()));
    } catch (InvalidValueException refused) {
      Drawn.complain(refused);
      draw();
    }
  }

  private void draw() {
    valence.setValue(taken.valence());
    arousal.setValue(taken.arousal());
    intensity.setValue(taken.intensity());
    pressed(takeMean, !taken.saysNothing() && taken.equals(mean));
    pressed(leaveOpen, taken.saysNothing());
  }

  private static void pressed(NativeButton button, boolean pressed) {
    button.getElement().setAttribute("aria-pressed", Boolean.toString(pressed));
  }

  private static NativeButton button(String key) {
    var button = new NativeButton(Words.say(key));
    button.addClassName("quiet");
    return button;
  }

  private static NumberField field(String key, int least) {
    var field = new NumberField(Words.say(key));
    field.setMin(least);
    field.setMax(1);
    return field;
  }
}
