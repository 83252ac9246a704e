package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.PartsToTake.CaptionToTake;
import undertone.annotator.curation.PartsToTake.SegmentToTake;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.ClipRating;
import undertone.corpora.Meaning;
import undertone.corpora.decision.SettledParts;

/// The answer as it is being put together: every part of it can be changed or dropped before it is
/// settled.
final class DraftPane extends Div {

  private final Draft draft;
  private final Faces faces;
  private final VoterNames names;
  private final @Nullable List<Said.VoteSaid> rated;
  private final Runnable changed;
  private boolean choosing;
  private int choosingFor = -1; // which stretch has its labels open

  /// @param rated votes whose mean rates the clip; null = nothing is settled of that here
  /// @param changed called after each change but typing
  DraftPane(
      Draft draft,
      Faces faces,
      VoterNames names,
      @Nullable List<Said.VoteSaid> rated,
      Runnable changed) {
    this.draft = draft;
    this.faces = faces;
    this.names = names;
    this.rated = rated;
    this.changed = changed;
    addClassNames("card", "draft");
    draw();
  }

  boolean choosing() {
    return choosing;
  }

  /// Opens or shuts the palette of the clip's labels.
  void choose(boolean open) {
    choosing = open;
    draw();
  }

  void draw() {
    removeAll();
    var head = Drawn.div("between", Drawn.title(2, Words.say("draft.title")));
    if (!draft.isEmpty()) {
      head.add(quiet(Words.say("draft.clear"), draft::clear));
    }
    add(head, labels());
    if (choosing) {
      add(
          Drawn.text("fine", Words.say("draft.chooseHint")),
          palette(draft.labels(), label -> draft.toggle(label)));
    }
    if (rated != null) {
      add(
          Drawn.div(
              "draft-part",
              Drawn.title(3, Words.say("rating.title")),
              new RatingPane(rated, draft.rating(), this::rate)));
    }
    for (int i = 0; i < draft.segments().size(); i++) {
      add(segment(i));
    }
    draft
        .traces()
        .forEach(t ->
            add(
                part(
                    t.voter(),
                    Drawn.text("", Words.say("draft.trace", Words.say("lanes.axis." + t.axis()))),
                    () -> draft.traces().remove(t))));
    for (int i = 0; i < draft.captions().size(); i++) {
      add(caption(i));
    }
  }

  /// The pane shows it already, and who types on must not lose the field.
  private void rate(ClipRating rating) {
    draft.rating(rating);
    changed.run();
  }

  private Component labels() {
    if (draft.labels().isEmpty()) {
      return Drawn.element("p", "muted", new Text(Words.say("draft.empty")));
    }
    var row = Drawn.div("chips");
    boolean first = true;
    for (var label : draft.labels().labels()) {
      var chip = new NativeButton();
      chip.addClickListener(_ -> change(() -> draft.first(label)));
      chip.addClassName("chip-button");
      chip.setAriaLabel(Words.say(first ? "draft.isFirst" : "draft.makeFirst", faces.name(label)));
      chip.add(faces.chip(label, first ? Faces.Strength.SOLID : Faces.Strength.OUTLINED));
      row.add(
          Drawn.div(
              "draft-label",
              chip,
              drop(Words.say("draft.dropLabel", faces.name(label)), () -> draft.toggle(label))));
      first = false;
    }
    return row;
  }

  private Component palette(CandidateSet held, Consumer<String> toggle) {
    var palette = Drawn.div("palette");
    for (var label : faces.scheme().labels()) {
      var key = faces.key(label.id(), () -> change(() -> toggle.accept(label.id())));
      key.getElement().setAttribute("aria-pressed", Boolean.toString(held.contains(label.id())));
      palette.add(key);
    }
    return palette;
  }

  private Component segment(int number) {
    var segment = draft.segments().get(number);
    var from = seconds("draft.from", segment.startMicros());
    var to = seconds("draft.to", segment.endMicros());
    from.addValueChangeListener(e -> times(number, e.getValue(), null));
    to.addValueChangeListener(e -> times(number, null, e.getValue()));
    var words = new TextArea();
    words.setAriaLabel(Words.say("draft.segmentCaption"));
    words.setPlaceholder(Words.say("draft.segmentCaption"));
    words.setValue(segment.caption() == null ? "" : segment.caption());
    words.setMaxLength(SettledParts.LONGEST_CAPTION);
    words.setMinRows(1);
    words.setValueChangeMode(ValueChangeMode.LAZY);
    words.addValueChangeListener(e -> draft.segments().set(number, said(number, e.getValue())));
    boolean open = choosingFor == number;
    var relabel = quiet(Words.say("draft.relabel"), () -> choosingFor = open ? -1 : number);
    relabel.getElement().setAttribute("aria-expanded", Boolean.toString(open));
    var body =
        Drawn.div(
            "said-lines",
            Drawn.div(
                "inline",
                faces.chips(
                    new CandidateSet(segment.candidates()), new CandidateSet(segment.excluded())),
                relabel),
            Drawn.div("draft-times", from, to),
            words);
    if (open) {
      body.add(
          palette(
              new CandidateSet(segment.candidates()),
              label -> draft.segments().set(number, relabelled(number, label))));
    }
    return part(
        segment.voter(),
        body,
        () -> {
          choosingFor = -1;
          draft.segments().remove(number);
        });
  }

  private static NumberField seconds(String key, long micros) {
    var field = new NumberField(Words.say(key));
    field.setMin(0);
    field.setStep(0.01);
    field.setValue(Math.round(micros / 1e4) / 100.0);
    return field;
  }

  /// A stretch that would end before it starts stays as it was.
  private void times(int number, @Nullable Double from, @Nullable Double to) {
    var was = draft.segments().get(number);
    long start = from == null ? was.startMicros() : Math.round(from * 1e6);
    long end = to == null ? was.endMicros() : Math.round(to * 1e6);
    if (start < 0 || end <= start) {
      Drawn.say(Words.say("draft.badTimes"));
      draw();
      return;
    }
    draft
        .segments()
        .set(
            number,
            new SegmentToTake(
                was.voter(),
                start,
                end,
                was.meaning(),
                was.candidates(),
                was.excluded(),
                was.certainty(),
                was.intensity(),
                was.caption(),
                was.captionLanguage()));
    changed.run();
  }

  private SegmentToTake said(int number, String caption) {
    var was = draft.segments().get(number);
    return with(was, was.candidates(), caption.isBlank() ? null : caption);
  }

  private SegmentToTake relabelled(int number, String label) {
    var was = draft.segments().get(number);
    var held = new CandidateSet(was.candidates());
    var labels = held.contains(label) ? held.without(label) : held.with(label);
    return with(was, labels.labels(), was.caption());
  }

  private static SegmentToTake with(
      SegmentToTake was, List<String> labels, @Nullable String caption) {
    var language = was.captionLanguage();
    return new SegmentToTake(
        was.voter(),
        was.startMicros(),
        was.endMicros(),
        was.meaning() == Meaning.CANNOT_TELL && !labels.isEmpty() ? Meaning.ONE_OF : was.meaning(),
        labels,
        was.excluded().stream().filter(l -> !labels.contains(l)).toList(),
        was.certainty(),
        was.intensity(),
        caption,
        caption == null ? null : language == null ? Words.locale().getLanguage() : language);
  }

  private Component caption(int number) {
    var caption = draft.captions().get(number);
    var words = new TextArea();
    words.setAriaLabel(Words.say("draft.caption"));
    words.setValue(caption.text());
    words.setMaxLength(SettledParts.LONGEST_CAPTION);
    words.setMinRows(1);
    words.getElement().setAttribute("lang", caption.language());
    words.setValueChangeMode(ValueChangeMode.LAZY);
    words.addValueChangeListener(e ->
        draft
            .captions()
            .set(number, new CaptionToTake(caption.voter(), e.getValue(), caption.language())));
    return part(caption.voter(), words, () -> draft.captions().remove(number));
  }

  private Component part(String voter, Component body, Runnable drop) {
    return Drawn.div(
        "draft-part",
        Drawn.div(
            "between",
            Drawn.text("fine", Words.say("draft.saidBy", names.of(voter))),
            drop(Words.say("draft.drop"), drop)),
        body);
  }

  private NativeButton drop(String words, Runnable deed) {
    var drop = quiet("×", deed);
    drop.addClassName("drop");
    drop.setAriaLabel(words);
    drop.getElement().setAttribute("title", words);
    return drop;
  }

  private NativeButton quiet(String words, Runnable deed) {
    var button = new NativeButton(words, _ -> change(deed));
    button.addClassName("quiet");
    return button;
  }

  private void change(Runnable deed) {
    deed.run();
    draw();
    changed.run();
  }
}
