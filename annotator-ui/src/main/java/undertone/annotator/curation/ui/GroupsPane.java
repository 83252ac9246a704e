package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.ReviewHabits;
import undertone.annotator.library.ClipCard;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Glimpse;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.proposal.ReviewFilter;

/// The open proposals in groups: by the move of their label, by whom they would overrule, by clips
/// that look alike. A group can be looked through, or decided as one after a sample of it was seen.
final class GroupsPane extends Div {

  private static final int SHOWN = 12;

  private enum Grouping {
    MOVE,
    OVERRULED,
    ALIKE
  }

  /// @param choices of the queue that show this group alone
  private record Group(
      Component face, long open, ReviewFilter filter, Map<String, String> choices) {}

  private final Corpus corpus;
  private final Curating curating;
  private final ReviewHabits habits;
  private final Faces faces;
  private final Consumer<Map<String, String>> narrow;
  private final IntConsumer decided;
  private Grouping grouping = Grouping.MOVE;
  private boolean open;
  private boolean all;

  /// @param narrow shows one group alone
  /// @param decided hears how many proposals were decided together
  GroupsPane(
      Corpus corpus,
      Curating curating,
      ReviewHabits habits,
      Faces faces,
      Consumer<Map<String, String>> narrow,
      IntConsumer decided) {
    this.corpus = corpus;
    this.curating = curating;
    this.habits = habits;
    this.faces = faces;
    this.narrow = narrow;
    this.decided = decided;
    addClassName("groups");
  }

  Component opener() {
    var opener = new NativeButton(Words.say("groups.open"));
    opener.addClassName("quiet");
    opener.getElement().setAttribute("aria-expanded", Boolean.toString(open));
    opener.addClickListener(_ -> {
      open = !open;
      opener.getElement().setAttribute("aria-expanded", Boolean.toString(open));
      draw();
    });
    return opener;
  }

  void draw() {
    removeAll();
    setVisible(open);
    if (!open) {
      return;
    }
    var offered = offered();
    if (!offered.contains(grouping)) {
      grouping = Grouping.MOVE;
    }
    var kinds = Drawn.div("chips");
    kinds
        .getElement()
        .setAttribute("role", "group")
        .setAttribute("aria-label", Words.say("groups.by"));
    offered.forEach(g -> kinds.add(kind(g)));
    add(kinds);
    var groups = groups(grouping);
    if (groups.isEmpty()) {
      add(Drawn.text("muted", Words.say("groups.none")));
      return;
    }
    long most = groups.stream().mapToLong(Group::open).max().orElse(1);
    var list = Drawn.element("ul", "group-list");
    groups.stream().limit(all ? groups.size() : SHOWN).forEach(g -> list.add(row(g, most)));
    add(list);
    if (!all && groups.size() > SHOWN) {
      var more =
          new NativeButton(
              Words.say("groups.more", groups.size() - SHOWN),
              _ -> {
                all = true;
                draw();
              });
      more.addClassName("quiet");
      add(more);
    }
  }

  /// By voter only for those who may know who voted; alike only where the run grouped clips.
  private List<Grouping> offered() {
    var offered = new ArrayList<>(List.of(Grouping.MOVE));
    if (!habits.nameless(corpus.id())) {
      offered.add(Grouping.OVERRULED);
    }
    if (!curating.alike(corpus.id()).isEmpty()) {
      offered.add(Grouping.ALIKE);
    }
    return offered;
  }

  private Component kind(Grouping kind) {
    var button =
        new NativeButton(
            Words.say("groups." + kind),
            _ -> {
              grouping = kind;
              all = false;
              draw();
            });
    button.addClassName("group-kind");
    button.getElement().setAttribute("aria-pressed", Boolean.toString(kind == grouping));
    return button;
  }

  private List<Group> groups(Grouping by) {
    return switch (by) {
      case MOVE ->
          curating.moves(corpus.id()).stream()
              .map(m ->
                  new Group(
                      faces.move(m.from().isEmpty() ? null : m.from(), m.to()),
                      m.open(),
                      ReviewFilter.move(m.from(), m.to()),
                      Map.of("from", m.from(), "to", m.to())))
              .toList();
      case OVERRULED ->
          curating.overruled(corpus.id()).stream()
              .map(o ->
                  new Group(
                      Drawn.text("who", o.voter()),
                      o.open(),
                      ReviewFilter.overruling(o.voter()),
                      Map.of("overruled", o.voter())))
              .toList();
      case ALIKE ->
          curating.alike(corpus.id()).stream()
              .map(a ->
                  new Group(
                      glimpse(a.middle()),
                      a.open(),
                      ReviewFilter.near(a.middle().id()),
                      Map.of("near", Long.toString(a.middle().id()))))
              .toList();
    };
  }

  private static Component glimpse(ClipCard clip) {
    var media = clip.media();
    var glimpse =
        new Glimpse(
            clip.name(),
            clip.modality(),
            media.mediaUrl() == null ? "" : media.mediaUrl(),
            media.thumbnailUrl() == null ? "" : media.thumbnailUrl(),
            clip.text() == null ? "" : clip.text());
    return Drawn.div(
        "inline",
        Drawn.div("neighbour-face group-face", glimpse),
        Drawn.text("fine", Words.say("groups.like", clip.name())));
  }

  private Component row(Group group, long most) {
    var look = new NativeButton(Words.say("groups.look"), _ -> narrow.accept(group.choices()));
    look.addClassName("act");
    var decide =
        new NativeButton(
            Words.say("groups.decide"),
            _ ->
                new BulkDialog(corpus, group.filter(), faceOf(group), curating, faces)
                    .open(decided));
    decide.addClassName("act");
    return Drawn.element(
        "li",
        "group-row",
        group.face(),
        Drawn.bar("", (double) group.open() / most),
        Drawn.text("number", Words.number(group.open())),
        Drawn.div("inline", look, decide));
  }

  // A component stands in one place, so the dialog draws its own.
  private Component faceOf(Group group) {
    return groups(grouping).stream()
        .filter(g -> g.choices().equals(group.choices()))
        .findFirst()
        .map(Group::face)
        .orElseGet(Div::new);
  }
}
