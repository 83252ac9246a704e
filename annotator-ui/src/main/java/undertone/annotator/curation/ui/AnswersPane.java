package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.annotator.curation.DisagreementCase;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Keys;
import undertone.annotator.shell.ui.Player;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.CandidateSet;
import undertone.corpora.clip.ClipState;
import undertone.corpora.corpus.Corpus;

/// One clip with the answers of everybody who voted on it, side by side. A number takes a person's
/// answer as the decision, J joins all of them, I keeps what all hold; Enter goes on.
final class AnswersPane extends Div {

  private static final int MOST_KEYS = 9;

  private final DisagreementCase shown;
  private final Faces faces;
  private final VoterNames names;
  private final Keys keys;
  private final BiConsumer<CandidateSet, String> take;
  private @Nullable Player player;

  /// @param take hears the set that was taken and whose it is
  AnswersPane(
      DisagreementCase shown,
      Faces faces,
      Corpus corpus,
      boolean nameless,
      Keys keys,
      BiConsumer<CandidateSet, String> take,
      Runnable next) {
    this.shown = shown;
    this.faces = faces;
    this.keys = keys;
    this.take = take;
    this.names =
        nameless
            ? VoterNames.numbered(everybody().map(Said.VoteSaid::voter).toList())
            : VoterNames.plain();
    addClassName("adjudicated");
    add(
        Drawn.div(
            "case",
            Drawn.div("case-side", clip(corpus), lanes(), others()),
            Drawn.div("case-side", answers())),
        Drawn.div("review-actions", standing(), together(next)));
  }

  private Stream<Said.VoteSaid> everybody() {
    return Stream.concat(shown.people().stream(), shown.others().stream());
  }

  private Component clip(Corpus corpus) {
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
    boolean taken = decided().equals(vote.candidates()) && !vote.candidates().isEmpty();
    var head = Drawn.div("inline", Drawn.text("who", names.of(vote.voter())));
    var certainty = vote.certainty();
    if (certainty != null) {
      head.add(Drawn.text("fine", Words.of(certainty)));
    }
    if (vote.candidates().size() > 1) {
      head.add(Drawn.text("fine", Words.of(vote.meaning())));
    }
    var said = Drawn.div("said-lines", head, held(vote));
    captions(vote.voter()).forEach(said::add);
    var item = Drawn.element("li", taken ? "answer card taken" : "answer card", said);
    if (!set.isEmpty()) {
      Runnable deed = () -> take.accept(set, Words.say("adjudicate.reasonTaken", vote.voter()));
      item.add(button(key(number), Words.say("adjudicate.take"), "act", deed));
    }
    return item;
  }

  private Component held(Said.VoteSaid vote) {
    return vote.candidates().isEmpty()
        ? Drawn.text("muted", Words.of(vote.meaning()))
        : faces.chips(new CandidateSet(vote.candidates()), new CandidateSet(vote.excluded()));
  }

  private List<HtmlContainer> captions(String voter) {
    return shown.captions().stream()
        .filter(c -> c.voter().equals(voter))
        .map(c -> {
          var words = Drawn.element("q", "", new Text(c.text()));
          words.getElement().setAttribute("lang", c.language());
          return words;
        })
        .toList();
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
                Drawn.element("li", "voter", Drawn.text("who", names.of(v.voter())), held(v))));
    return Drawn.element("section", "part", Drawn.title(2, Words.say("adjudicate.others")), list);
  }

  private Component standing() {
    var standing = shown.standing();
    if (standing == null) {
      return Drawn.text("muted", Words.say("adjudicate.hint"));
    }
    return Drawn.div(
        "inline",
        Drawn.icon("done"),
        faces.chips(new CandidateSet(standing.candidates()), CandidateSet.NONE),
        Drawn.text("muted", Words.say("adjudicate.settled")));
  }

  private Component together(Runnable next) {
    var union = new CandidateSet(shown.union());
    var intersection = new CandidateSet(shown.intersection());
    var row =
        Drawn.div(
            "actions",
            button(
                "J",
                Words.say("adjudicate.union", written(union)),
                "act",
                () -> take.accept(union, Words.say("adjudicate.reasonUnion"))));
    if (!intersection.isEmpty()) {
      row.add(
          button(
              "I",
              Words.say("adjudicate.intersection", written(intersection)),
              "act",
              () -> take.accept(intersection, Words.say("adjudicate.reasonIntersection"))));
    }
    var on = button("Enter", Words.say("adjudicate.next"), "act", next);
    if (shown.standing() != null) {
      on.addClassName("primary");
    }
    row.add(on);
    return row;
  }

  private String written(CandidateSet set) {
    return String.join(" · ", set.labels().stream().map(faces::name).toList());
  }

  private List<String> decided() {
    var standing = shown.standing();
    return standing == null ? List.of() : standing.candidates();
  }

  private static String key(int number) {
    return number > MOST_KEYS ? "" : Integer.toString(number);
  }

  private NativeButton button(String key, String text, String styleName, Runnable deed) {
    var button = new NativeButton();
    button.addClickListener(_ -> deed.run());
    button.addClassName(styleName);
    if (!key.isEmpty()) {
      button.add(Drawn.element("kbd", "", new Text(key)));
      keys.on(key.toLowerCase(Locale.ROOT), deed);
    }
    button.add(Drawn.text("", text));
    return button;
  }
}
