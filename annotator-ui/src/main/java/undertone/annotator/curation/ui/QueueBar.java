package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.Location;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.ReviewHabits;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.KeptFilters;
import undertone.annotator.library.KeptFilters.Room;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.Modality;
import undertone.corpora.clip.ClipFilter;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.proposal.OpenProposals.Move;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.ReviewOrder;
import undertone.corpora.view.SavedView;
import undertone.corpora.view.SavedViews;

/// Chooses what is under review: a move such as anger → disgust (41), the order, finer filters, and
/// filters kept earlier as chips. The choices stand in the address, so that they can be sent on.
final class QueueBar extends Div {

  private static final Move ALL = new Move("", "", -1);

  private final Corpus corpus;
  private final Curating curating;
  private final ReviewHabits habits;
  private final KeptFilters filters;
  private final Faces faces;
  private final Queue queue;
  private final Runnable changed;
  private final Div choices = Drawn.div("inline queue-choices");
  private final Div finer = Drawn.div("queue-finer");
  private final Div kept = Drawn.div("chips");
  private final Map<String, List<String>> offered = new HashMap<>(); // values of selects, by name
  private final GroupsPane groups;
  private final Select<Move> move = new Select<>();
  private boolean open;
  private boolean drawing;

  /// @param changed called after each choice of the person
  /// @param decided hears how many proposals of a group were decided together
  QueueBar(
      Corpus corpus,
      Curating curating,
      ReviewHabits habits,
      KeptFilters filters,
      Faces faces,
      Queue queue,
      Runnable changed,
      IntConsumer decided) {
    this.corpus = corpus;
    this.curating = curating;
    this.habits = habits;
    this.filters = filters;
    this.faces = faces;
    this.queue = queue;
    this.changed = changed;
    this.groups = new GroupsPane(corpus, curating, habits, faces, this::narrow, decided);
    this.open = !queue.finer().isEmpty();
    addClassName("queue");
    move.setAriaLabel(Words.say("review.move"));
    move.setItemLabelGenerator(this::words);
    move.addClassName("queue-move");
    move.addValueChangeListener(e -> chooseMove(e.getValue()));
    move.getElement()
        .addPropertyChangeListener(
            "opened",
            "opened-changed",
            e -> {
              if (Boolean.TRUE.equals(e.getValue())) {
                count();
              }
            });
    add(choices, groups, finer, kept);
    draw();
  }

  Queue queue() {
    return queue;
  }

  /// Counts what is chosen again, after a decision; the other moves are counted when somebody opens
  /// them.
  void decided() {
    if (!chosen(ALL)) {
      count();
    }
  }

  private void count() {
    drawing = true;
    var moves = new ArrayList<Move>();
    moves.add(ALL);
    moves.addAll(curating.moves(corpus.id()));
    var now =
        moves.stream()
            .filter(m -> chosen(m))
            .findFirst()
            .orElseGet(
                () -> new Move(queue.chosen("from").orElse(""), queue.chosen("to").orElse(""), 0));
    if (!moves.contains(now)) {
      moves.add(now);
    }
    move.setItems(moves);
    move.setValue(now);
    drawing = false;
  }

  /// Draws every choice as it is now.
  void draw() {
    count();
    choices.removeAll();
    choices.add(move, order(), opener(), groups.opener());
    groups.draw();
    drawFiner();
    drawKept();
  }

  private Component opener() {
    int chosen = queue.finer().size();
    var opener =
        new NativeButton(
            chosen == 0 ? Words.say("queue.finer") : Words.say("queue.finerChosen", chosen),
            _ -> {
              open = !open;
              draw();
            });
    opener.addClassName("quiet");
    opener.getElement().setAttribute("aria-expanded", Boolean.toString(open));
    return opener;
  }

  private Component order() {
    var order = new Select<ReviewOrder>();
    order.setAriaLabel(Words.say("queue.order"));
    order.setItems(ReviewOrder.values());
    order.setItemLabelGenerator(o -> o == null ? "" : Words.say("queue.order." + o));
    order.setValue(queue.order());
    order.addClassName("queue-order");
    order.addValueChangeListener(
        e -> choose("order", e.getValue() == ReviewOrder.GAIN ? "" : e.getValue().name()));
    return order;
  }

  private void drawFiner() {
    finer.removeAll();
    offered.clear();
    finer.setVisible(open);
    if (!open) {
      return;
    }
    if (!habits.nameless(corpus.id())) {
      finer.add(
          choice(
              "overruled", curating.voters(corpus.id()), v -> Words.say("queue.overruledIs", v)));
    }
    finer.add(
        choice(
            "kind",
            Arrays.stream(ProposalKind.values()).map(Enum::name).toList(),
            v -> Words.say("queue.kind." + v)),
        choice("noise", Queue.STEPS, v -> Words.say("queue.noiseFrom", v.substring(1))),
        choice(
            "probability", Queue.STEPS, v -> Words.say("queue.probabilityFrom", v.substring(1))));
    drawOfClips();
    if (queue.narrows()) {
      finer.add(keeper());
    }
  }

  /// The filters of the list of clips that make sense of what is under review, by its words.
  private void drawOfClips() {
    var splits = curating.splits(corpus.id());
    if (!splits.isEmpty()) {
      finer.add(ofClips("split", splits, Function.identity()));
    }
    finer.add(
        ofClips("modality", names(Modality.values()), v -> Words.of(Modality.valueOf(v))),
        ofClips(
            "distress",
            names(ClipFilter.Distress.values()),
            v -> Words.say("filter.distress." + v)),
        ofClips("missed", Queue.MISSED, k -> Words.say("filter.missed.of", Integer.valueOf(k))),
        ofClips("rejected", List.of("yes", "no"), v -> Words.say("queue.rejected." + v)),
        ofClips(
            "apart",
            List.of(ClipFilter.ANY),
            _ -> Words.say("filter.apart", Words.say("filter.apartAny"))));
    if (!habits.nameless(corpus.id())) {
      finer.add(
          ofClips("against", curating.voters(corpus.id()), v -> Words.say("filter.against", v)));
    }
    queue
        .finer()
        .forEach((name, value) -> {
          if (!offered.getOrDefault(name, List.of()).contains(value)) {
            finer.add(taken(name, value));
          }
        });
  }

  private Component ofClips(String name, List<String> values, Function<String, String> word) {
    return choice(name, Words.say("filter.any", Words.say("queue.ofClips." + name)), values, word);
  }

  /// Comes from an address and can only be taken back here.
  private Component taken(String name, String value) {
    var button = new NativeButton(words(name, value), _ -> choose(name, null));
    button.addClassNames("quiet", "taken");
    button.add(Drawn.icon("close"));
    button.setTitle(Words.say("filter.takeBack"));
    return button;
  }

  private String words(String name, String value) {
    // of somebody whose name the curator does not want to know
    var voter = habits.nameless(corpus.id()) ? Words.say("queue.oneVoter") : value;
    return switch (name) {
      case "apart" -> Words.say("filter.apart", faces.apart(value));
      case "against" -> Words.say("filter.against", voter);
      case "overruled" -> Words.say("queue.overruledIs", voter);
      case "near" -> Words.say("queue.near");
      case "missed" ->
          queue.missed().map(k -> Words.say("filter.missed.of", k)).orElse(quoted(value));
      default -> quoted(value);
    };
  }

  private static String quoted(String value) {
    return "“%s”".formatted(value);
  }

  private static List<String> names(Enum<?>[] constants) {
    return Arrays.stream(constants).map(Enum::name).toList();
  }

  private Component choice(String name, List<String> values, Function<String, String> word) {
    return choice(name, Words.say("queue." + name), values, word);
  }

  private Component choice(
      String name, String any, List<String> values, Function<String, String> word) {
    var select = new Select<String>();
    select.setAriaLabel(any);
    select.setPlaceholder(any);
    select.setEmptySelectionAllowed(true);
    select.setEmptySelectionCaption(any);
    offered.put(name, values);
    select.setItems(values);
    select.setItemLabelGenerator(v -> v == null || v.isEmpty() ? any : word.apply(v));
    queue.chosen(name).filter(values::contains).ifPresent(select::setValue);
    select.addValueChangeListener(e -> choose(name, e.getValue()));
    return select;
  }

  private Component keeper() {
    var name = new TextField();
    name.setAriaLabel(Words.say("queue.name"));
    name.setPlaceholder(Words.say("queue.name"));
    name.setMaxLength(SavedViews.LONGEST_NAME);
    var keep = new NativeButton(Words.say("queue.keep"), _ -> keep(name));
    keep.addClassName("act");
    return Drawn.div("inline", name, keep);
  }

  private void keep(TextField name) {
    if (name.getValue().isBlank()) {
      name.focus();
      return;
    }
    try {
      filters.keep(corpus.id(), Room.REVIEW, name.getValue(), queue.query());
      drawKept();
      name.clear();
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }

  private void drawKept() {
    kept.removeAll();
    var all = filters.of(corpus.id(), Room.REVIEW);
    kept.setVisible(!all.isEmpty() || queue.narrows());
    all.forEach(filter -> kept.add(chip(filter)));
    if (queue.narrows()) {
      var clear =
          new NativeButton(
              Words.say("filter.clear"),
              _ -> {
                queue.clear();
                changed();
              });
      clear.addClassName("quiet");
      kept.add(clear);
    }
  }

  private Component chip(SavedView filter) {
    var take =
        new NativeButton(
            filter.name(),
            _ -> {
              queue.become(filter.content());
              open = !queue.finer().isEmpty();
              changed();
            });
    take.getElement()
        .setAttribute("aria-pressed", Boolean.toString(filter.content().equals(queue.query())));
    var letGo =
        new NativeButton(
            "",
            _ -> {
              filters.letGo(corpus.id(), Room.REVIEW, filter.name());
              drawKept();
            });
    letGo.add(Drawn.icon("close"));
    letGo.setAriaLabel(Words.say("queue.letGo", filter.name()));
    return Drawn.div("kept-filter", take, letGo);
  }

  /// Shows one group and nothing else.
  private void narrow(Map<String, String> choices) {
    queue.clear();
    choices.forEach(queue::choose);
    changed();
  }

  private void choose(String name, @Nullable String value) {
    queue.choose(name, value);
    changed();
  }

  private void chooseMove(@Nullable Move to) {
    if (drawing || to == null || chosen(to)) {
      return;
    }
    queue.choose("from", to.from());
    queue.choose("to", to.to());
    changed();
  }

  private void changed() {
    UI.getCurrent()
        .getPage()
        .getHistory()
        .replaceState(null, new Location("review/" + corpus.slug(), queue.address()));
    draw();
    changed.run();
  }

  private boolean chosen(Move move) {
    return move.from().equals(queue.chosen("from").orElse(""))
        && move.to().equals(queue.chosen("to").orElse(""));
  }

  private String words(@Nullable Move move) {
    if (move == null || move.to().isEmpty()) {
      return Words.say("review.allMoves");
    }
    var from = move.from().isEmpty() ? Words.say("review.unlabelled") : faces.name(move.from());
    return "%s → %s (%s)".formatted(from, faces.name(move.to()), Words.number(move.open()));
  }
}
