package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.DisagreementCase;
import undertone.annotator.curation.PartsToTake.TraceToTake;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Player;
import undertone.annotator.shell.ui.Rating;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipRating;
import undertone.corpora.clip.ClipState;
import undertone.corpora.corpus.Corpus;

/// One clip with the answers of everybody who voted on it, side by side, and the answer the curator
/// puts together from them. A number takes a person's labels, a letter one stretch, trace or
/// caption; J joins all labels, I keeps what all hold, E chooses labels one by one, Enter settles.
final class AnswersPane extends Div {

  private static final int MOST_NUMBERS = 9;

  /// Letters for parts: those that mean nothing else here.
  private static final String LETTERS = "asdfghklqwrtyxcvbmpo";

  private final DisagreementCase shown;
  private final Faces faces;
  private final VoterNames names;
  private final Keys keys;
  private final Draft draft;
  private final DraftPane composed;
  private final Runnable usualKeys;
  private final List<Runnable> marks = new ArrayList<>(); // which parts are taken
  private int letters;
  private @Nullable Player player;

  /// What the curator can do with a clip once its answer stands together.
  ///
  /// @param settle the draft becomes the decision
  /// @param next goes on and leaves the clip as it is
  /// @param keys gives the view's own keys back after the pane forgot all of them
  record Deeds(Runnable settle, Runnable next, Runnable keys) {}

  /// @param tracks where the player finds what machines follow in the face; null for none
  AnswersPane(
      DisagreementCase shown,
      Draft draft,
      Faces faces,
      Corpus corpus,
      boolean nameless,
      @Nullable String tracks,
      Keys keys,
      Deeds deeds) {
    this.shown = shown;
    this.draft = draft;
    this.faces = faces;
    this.keys = keys;
    this.names =
        nameless
            ? VoterNames.numbered(everybody().map(Said.VoteSaid::voter).distinct().toList())
            : VoterNames.plain();
    var holding = Stream.concat(shown.people().stream(), shown.others().stream()).toList();
    this.composed =
        new DraftPane(
            draft,
            faces,
            names,
            RatingPane.belongsTo(corpus, holding, shown.standing()) ? holding : null,
            this::mark);
    addClassName("adjudicated");
    var side = Drawn.div("case-side");
    var actions = Drawn.div("review-actions");
    add(
        Drawn.div("case", Drawn.div("case-side", clip(corpus, tracks), lanes(), others()), side),
        actions);
    this.usualKeys =
        () -> {
          keys.forgetAll();
          deeds.keys().run();
          letters = 0;
          marks.clear();
          side.removeAll();
          side.add(
              composed,
              answers(),
              CueRows.of(shown.cueVotes(), faces, names, GoldFigures.NONE),
              CueRows.watched(shown.watched(), faces, names, GoldFigures.NONE));
          actions.removeAll();
          actions.add(standing(), together(deeds));
          mark();
        };
    usualKeys.run();
  }

  private Stream<Said.VoteSaid> everybody() {
    return Stream.of(shown.people(), shown.others(), shown.cueVotes(), shown.watched())
        .flatMap(List::stream);
  }

  private Component clip(Corpus corpus, @Nullable String tracks) {
    var clip = shown.clip();
    var link = Drawn.link("corpora/" + corpus.slug() + "/clips/" + clip.id(), clip.name());
    link.addClassName("fine");
    var head =
        Drawn.div(
            "between",
            Drawn.text("muted", Words.say("adjudicate.degree", Words.share(shown.degree()))),
            link);
    if (clip.state() == ClipState.UNREADABLE) {
      var reason = clip.reason();
      return Drawn.div(
          "section",
          Drawn.empty("broken", Words.say("clip.unreadable"), reason == null ? "" : reason),
          head);
    }
    var plays =
        new Player(
                clip.media(), clip.modality(), clip.text(), clip.durationMicros(), !clip.hasAudio())
            .shaped(clip.width(), clip.height())
            .tracked(tracks)
            .atOnce();
    player = plays;
    return Drawn.div("section", Drawn.div("stage", plays), head);
  }

  private Component lanes() {
    var duration = shown.clip().durationMicros();
    return Lanes.of(
        everybody().toList(), duration == null ? 0 : duration, faces, names, this::seek);
  }

  private void seek(long micros) {
    if (player != null) {
      player.seek(micros);
    }
  }

  private Component answers() {
    var list = Drawn.element("ol", "answers");
    int number = 0;
    for (var vote : shown.people()) {
      list.add(answer(vote, ++number));
    }
    return list;
  }

  private Component answer(Said.VoteSaid vote, int number) {
    var set = new CandidateSet(vote.candidates());
    var head = Drawn.div("inline", Drawn.text("who", names.of(vote.voter())));
    var certainty = vote.certainty();
    if (certainty != null) {
      head.add(Drawn.text("fine", Words.of(certainty)));
    }
    if (vote.candidates().size() > 1) {
      head.add(Drawn.text("fine", Words.of(vote.meaning())));
    }
    Rating.of(vote.rating()).forEach(head::add);
    if (!vote.words().isEmpty()) {
      head.add(Drawn.element("q", "", new Text(String.join(", ", vote.words()))));
    }
    var said = Drawn.div("said-lines", head, labels(vote));
    if (!set.isEmpty()) {
      said.add(
          taking(
              number > MOST_NUMBERS ? "" : Integer.toString(number),
              Drawn.text("", Words.say("adjudicate.takeLabels")),
              () -> draft.labels().equals(set),
              () -> draft.labels(set, List.of(vote.voter()))));
    }
    parts(vote).forEach(said::add);
    var item = Drawn.element("li", "answer card", said);
    var theirs = captions(vote.voter());
    boolean more =
        !vote.rating().saysNothing()
            || !vote.segments().isEmpty()
            || !vote.traces().isEmpty()
            || !theirs.isEmpty();
    if (more) {
      item.add(
          button(
              "",
              Words.say("adjudicate.takeEverything"),
              "act",
              () -> change(() -> draft.everything(vote, theirs))));
    }
    return item;
  }

  /// The labels of a vote; each can be taken alone.
  private Component labels(Said.VoteSaid vote) {
    if (vote.candidates().isEmpty()) {
      return Drawn.text("muted", Words.of(vote.meaning()));
    }
    var row = Drawn.div("chips");
    var strength = Faces.Strength.SOLID;
    for (var label : vote.candidates()) {
      var chip = new NativeButton();
      chip.addClickListener(_ -> change(() -> draft.toggle(label)));
      chip.addClassName("chip-button");
      chip.setAriaLabel(
          Words.say("adjudicate.takeLabel", faces.name(label), names.of(vote.voter())));
      chip.add(faces.chip(label, strength));
      marks.add(() -> pressed(chip, draft.labels().contains(label)));
      row.add(chip);
      strength = Faces.Strength.OUTLINED;
    }
    vote.excluded().forEach(label -> row.add(faces.chip(label, Faces.Strength.STRUCK)));
    return row;
  }

  /// Stretches, traces and captions of a voter, each to be taken by its letter.
  private List<Component> parts(Said.VoteSaid vote) {
    var list = new ArrayList<Component>();
    var rating = vote.rating();
    if (!rating.saysNothing()) {
      list.add(
          taking(
              letter(),
              Drawn.text("", Words.say("adjudicate.takeRating")),
              () -> draft.rating().equals(rating),
              () -> draft.rating(draft.rating().equals(rating) ? ClipRating.NONE : rating)));
    }
    for (var said : vote.segments()) {
      var part = Draft.of(vote.voter(), said);
      list.add(
          taking(
              letter(),
              segment(said),
              () -> draft.segments().contains(part),
              () -> {
                Draft.toggle(draft.segments(), part);
                seek(said.startMicros());
              }));
    }
    for (var said : vote.traces()) {
      var part = new TraceToTake(vote.voter(), said.axis());
      list.add(
          taking(
              letter(),
              Drawn.text("", Words.say("draft.trace", Words.say("lanes.axis." + said.axis()))),
              () -> draft.traces().contains(part),
              () -> Draft.toggle(draft.traces(), part)));
    }
    for (var said : captions(vote.voter())) {
      var part = Draft.of(said);
      var words = Drawn.element("q", "", new Text(said.text()));
      words.getElement().setAttribute("lang", said.language());
      var row = Drawn.div("inline");
      CaptionPlace.of(said).ifPresent(row::add);
      row.add(words);
      list.add(
          taking(
              letter(),
              row,
              () -> draft.captions().contains(part),
              () -> Draft.toggle(draft.captions(), part)));
    }
    return list;
  }

  private Component segment(Said.SegmentSaid said) {
    var row =
        Drawn.div(
            "inline",
            Drawn.text(
                "fine number",
                Words.say(
                    "ledger.stretch",
                    Words.clipTime(said.startMicros()),
                    Words.clipTime(said.endMicros()))),
            faces.chips(new CandidateSet(said.candidates()), new CandidateSet(said.excluded())));
    var caption = said.caption();
    if (caption != null) {
      row.add(Drawn.element("q", "", new Text(caption)));
    }
    return row;
  }

  private String letter() {
    return letters < LETTERS.length()
        ? LETTERS.substring(letters, ++letters).toUpperCase(Locale.ROOT)
        : "";
  }

  private List<Said.CaptionSaid> captions(String voter) {
    return shown.captions().stream().filter(c -> c.voter().equals(voter)).toList();
  }

  /// What machines and crowds say: to be seen, not to be taken.
  private Component others() {
    if (shown.others().isEmpty()) {
      return new Div();
    }
    var list = Drawn.element("ul", "voters");
    shown
        .others()
        .forEach(v ->
            list.add(
                Drawn.element(
                    "li",
                    "voter",
                    Drawn.text("who", names.of(v.voter())),
                    v.candidates().isEmpty()
                        ? Drawn.text("muted", Words.of(v.meaning()))
                        : faces.chips(
                            new CandidateSet(v.candidates()), new CandidateSet(v.excluded())))));
    return Drawn.element("section", "part", Drawn.title(2, Words.say("adjudicate.others")), list);
  }

  private Component standing() {
    var standing = shown.standing();
    if (standing == null) {
      return Drawn.text("muted", Words.say("adjudicate.hint"));
    }
    var row =
        Drawn.div(
            "inline",
            Drawn.icon("done"),
            faces.chips(new CandidateSet(standing.candidates()), CandidateSet.NONE));
    Rating.of(RatingPane.of(standing)).forEach(row::add);
    row.add(Drawn.text("muted", Words.say("adjudicate.settled")));
    return row;
  }

  private Component together(Deeds deeds) {
    var union = new CandidateSet(shown.union());
    var intersection = new CandidateSet(shown.intersection());
    var row =
        Drawn.div(
            "actions",
            button(
                "J",
                Words.say("adjudicate.union", written(union)),
                "act",
                () -> change(() -> draft.labels(union, List.of()))));
    if (!intersection.isEmpty()) {
      row.add(
          button(
              "I",
              Words.say("adjudicate.intersection", written(intersection)),
              "act",
              () -> change(() -> draft.labels(intersection, List.of()))));
    }
    row.add(button("E", Words.say("adjudicate.choose"), "act", this::choose));
    row.add(button("N", Words.say("adjudicate.next"), "act", deeds.next()));
    var settle = button("Enter", Words.say("adjudicate.settle"), "act primary", deeds.settle());
    marks.add(() -> settle.setEnabled(!draft.labels().isEmpty()));
    row.add(settle);
    return row;
  }

  /// Opens the palette; until it is shut the labels' own keys count.
  private void choose() {
    if (composed.choosing()) {
      composed.choose(false);
      usualKeys.run();
      return;
    }
    keys.forgetAll();
    keys.on("escape", this::choose).on("enter", this::choose);
    for (var label : faces.scheme().labels()) {
      if (!label.key().isEmpty()) {
        keys.on(label.key().toLowerCase(Locale.ROOT), () -> change(() -> draft.toggle(label.id())));
      }
    }
    composed.choose(true);
  }

  private String written(CandidateSet set) {
    return String.join(" · ", set.labels().stream().map(faces::name).toList());
  }

  private void change(Runnable deed) {
    deed.run();
    composed.draw();
    mark();
  }

  private void mark() {
    marks.forEach(Runnable::run);
  }

  private static void pressed(Component button, boolean pressed) {
    button.getElement().setAttribute("aria-pressed", Boolean.toString(pressed));
  }

  private Component taking(String key, Component what, BooleanSupplier taken, Runnable take) {
    var button = new NativeButton();
    Runnable deed = () -> change(take);
    button.addClickListener(_ -> deed.run());
    button.addClassName("take");
    if (!key.isEmpty()) {
      button.add(Drawn.element("kbd", "", new Text(key)));
      keys.on(key.toLowerCase(Locale.ROOT), deed);
    }
    button.add(what);
    marks.add(() -> pressed(button, taken.getAsBoolean()));
    return button;
  }

  private NativeButton button(String key, String text, String styleNames, Runnable deed) {
    var button = new NativeButton();
    button.addClickListener(_ -> deed.run());
    button.addClassNames(styleNames.split(" "));
    if (!key.isEmpty()) {
      button.add(Drawn.element("kbd", "", new Text(key)));
      keys.on(key.toLowerCase(Locale.ROOT), deed);
    }
    button.add(Drawn.text("", text));
    return button;
  }
}
