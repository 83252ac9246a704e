package undertone.annotator.curation.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Curating;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.proposal.Proposals.Move;
import undertone.corpora.proposal.ReviewFilter;

/// Which move from label to label is under review, such as anger → disgust (41).
final class MoveChoice extends Div {

  private static final Move ALL = new Move("", "", -1);

  private Move chosen;
  private Runnable changed = () -> {};

  private MoveChoice(Move chosen) {
    this.chosen = chosen;
    addClassName("move-choice");
  }

  /// The move in an address, `?from=anger&to=disgust`.
  static MoveChoice read(BeforeEnterEvent visit) {
    return new MoveChoice(
        Addresses.asked(visit, "to")
            .map(to -> new Move(Addresses.asked(visit, "from").orElse(""), to, 0))
            .orElse(ALL));
  }

  void onChange(Runnable changed) {
    this.changed = changed;
  }

  boolean narrows() {
    return !chosen.to().isEmpty();
  }

  ReviewFilter filter() {
    return narrows() ? new ReviewFilter(chosen.from(), chosen.to(), null, null) : ReviewFilter.ALL;
  }

  void draw(Corpus corpus, Curating curating, Faces faces) {
    var moves = new ArrayList<Move>();
    moves.add(ALL);
    moves.addAll(curating.moves(corpus.id()));
    var now = moves.stream().filter(m -> same(m, chosen)).findFirst().orElse(chosen);
    if (!moves.contains(now)) {
      moves.add(now);
    }
    var select = new Select<Move>();
    select.setAriaLabel(Words.say("review.move"));
    select.setItems(moves);
    select.setItemLabelGenerator(m -> words(m, faces));
    select.setValue(now);
    select.addValueChangeListener(e -> choose(e.getValue()));
    removeAll();
    add(select);
  }

  private void choose(@Nullable Move move) {
    var next = move == null ? ALL : move;
    if (!same(next, chosen)) {
      chosen = next;
      changed.run();
    }
  }

  private static String words(@Nullable Move move, Faces faces) {
    if (move == null || move.to().isEmpty()) {
      return Words.say("review.allMoves");
    }
    var from = move.from().isEmpty() ? Words.say("review.unlabelled") : faces.name(move.from());
    return "%s → %s (%s)".formatted(from, faces.name(move.to()), Words.number(move.open()));
  }

  private static boolean same(Move one, Move other) {
    return Objects.equals(one.from(), other.from()) && Objects.equals(one.to(), other.to());
  }
}
