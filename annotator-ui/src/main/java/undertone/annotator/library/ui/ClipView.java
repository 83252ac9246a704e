package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import org.jspecify.annotations.Nullable;
import undertone.annotator.calibration.Calibration;
import undertone.annotator.calibration.ui.ReferencePane;
import undertone.annotator.care.CareDesk;
import undertone.annotator.curation.Curating;
import undertone.annotator.curation.ui.Remarks;
import undertone.annotator.library.ClipCard;
import undertone.annotator.library.ClipDetail;
import undertone.annotator.library.CorpusLibrary;
import undertone.annotator.library.Examples;
import undertone.annotator.media.ClipStretch;
import undertone.annotator.people.Right;
import undertone.annotator.people.Rights;
import undertone.annotator.shell.ui.Addresses;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Faces;
import undertone.annotator.shell.ui.Player;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.TrackDesk;
import undertone.corpora.ClipId;
import undertone.corpora.clip.ClipState;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.corpus.Question;

/// One clip with everything said of it: who held what possible, what was proposed, who decided.
@Route("corpora/:corpus/clips/:clip")
@PermitAll
class ClipView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final CorpusLibrary library;
  private final Curating curating;
  private final CareDesk care;
  private final Calibration calibration;
  private final Examples examples;
  private final TrackDesk tracks;
  private final Rights rights;
  private final Addresses addresses;
  private @Nullable Player player;
  private @Nullable ClipStretch stretch; // that the address names
  private String title = "";

  ClipView(
      CorpusLibrary library,
      Curating curating,
      CareDesk care,
      Calibration calibration,
      Examples examples,
      TrackDesk tracks,
      Rights rights,
      Addresses addresses) {
    this.library = library;
    this.curating = curating;
    this.care = care;
    this.calibration = calibration;
    this.examples = examples;
    this.tracks = tracks;
    this.rights = rights;
    this.addresses = addresses;
    addClassName("page");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    var corpus = addresses.corpus(visit, Right.READ);
    stretch = Addresses.asked(visit, ClipStretch.NAME).flatMap(ClipStretch::read).orElse(null);
    show(corpus, new ClipId(Addresses.number(visit, "clip")));
  }

  private void show(Corpus corpus, ClipId id) {
    var detail = library.clip(corpus.id(), id);
    var faces = Faces.of(library.scheme(corpus.id()));
    var clip = detail.clip();
    title = clip.name();
    removeAll();
    add(
        Drawn.trail(Drawn.link("corpora/" + corpus.slug(), corpus.name())),
        Drawn.heading(clip.name(), ""),
        Drawn.div("clip-page", media(clip, detail, corpus), ledger(corpus, detail, faces)));
  }

  private Component media(ClipCard clip, ClipDetail detail, Corpus corpus) {
    var side = Drawn.div("section");
    player = null;
    if (clip.state() == ClipState.UNREADABLE) {
      var reason = clip.reason();
      side.add(Drawn.empty("broken", Words.say("clip.unreadable"), reason == null ? "" : reason));
    } else {
      var plays =
          new Player(
                  clip.media(),
                  clip.modality(),
                  clip.text(),
                  clip.durationMicros(),
                  !clip.hasAudio())
              .shaped(clip.width(), clip.height())
              .tracked(tracks.address(corpus.id(), new ClipId(clip.id())).orElse(null))
              .veiled(clip.distressing());
      player = plays;
      side.add(Drawn.div("stage", plays));
      if (stretch != null && clip.durationMicros() != null) {
        side.add(opened(plays.within(stretch).atOnce(), stretch));
      }
    }
    if (detail.conversation().size() > 1) {
      side.add(conversation(detail, corpus));
    }
    side.add(facts(clip, detail));
    return side;
  }

  /// Somebody who came for a moment of the clip is told which, and can have it again.
  private static Component opened(Player plays, ClipStretch stretch) {
    var again =
        new NativeButton(
            Words.say("clip.playStretch", stretch.start(), stretch.end()),
            _ -> plays.playStretch());
    again.addClassName("act");
    return Drawn.div("actions", again);
  }

  private Component conversation(ClipDetail detail, Corpus corpus) {
    var turns = Drawn.element("ol", "turns");
    for (var turn : detail.conversation()) {
      var text = turn.text() == null ? turn.name() : turn.text();
      var words = Drawn.link("corpora/" + corpus.slug() + "/clips/" + turn.id(), text);
      boolean here = turn.id() == detail.clip().id();
      if (here) {
        words.getElement().setAttribute("aria-current", "true");
      }
      var speaker = turn.speaker() == null ? "" : turn.speaker();
      turns.add(
          Drawn.element("li", here ? "turn here" : "turn", Drawn.text("fine", speaker), words));
    }
    var card =
        Drawn.element("section", "card", Drawn.title(2, Words.say("clip.conversation")), turns);
    if (rights.may(corpus.id(), Right.REVIEW)) {
      card.add(
          Drawn.link(DialogueView.address(corpus, detail.clip().id()), Words.say("dialogue.open")));
    }
    return card;
  }

  private static Component facts(ClipCard clip, ClipDetail detail) {
    var facts = new Facts();
    facts.say("clip.modality", Words.of(clip.modality()));
    if (clip.durationMicros() != null) {
      facts.say("clip.duration", Words.clipTime(clip.durationMicros()));
    }
    if (clip.width() != null && clip.height() != null) {
      facts.say("clip.size", clip.width() + " × " + clip.height() + " px");
    }
    facts.say("clip.split", clip.split());
    facts.say("clip.speaker", clip.speaker());
    var chain = detail.chain();
    if (chain != null) {
      facts.say("clip.source", chain.sourcePath());
    }
    detail.metadata().forEach((name, value) -> facts.saySo(name, String.valueOf(value)));
    return Drawn.element("section", "card", Drawn.title(2, Words.say("clip.facts")), facts);
  }

  private Component ledger(Corpus corpus, ClipDetail detail, Faces faces) {
    var side = Drawn.div("section");
    var chain = detail.chain();
    if (chain == null) {
      side.add(Drawn.note(Words.say("clip.readerOnly")));
      return side;
    }
    if (rights.may(corpus.id(), Right.REVIEW)) {
      side.add(
          new SettlePane(
              corpus, detail, faces, curating, () -> show(corpus, new ClipId(detail.clip().id()))),
          new DistressPane(
              corpus.id(),
              detail,
              chain.distressReports(),
              care,
              () -> show(corpus, new ClipId(detail.clip().id()))));
    }
    side.add(
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("ledger.comments")),
            new Remarks(
                corpus.id(),
                new ClipId(detail.clip().id()),
                chain.comments(),
                this::seek,
                curating)),
        new LedgerPane(
            chain,
            detail.clip(),
            faces,
            tracks.reading(corpus.id(), new ClipId(detail.clip().id())),
            this::seek));
    if (rights.may(corpus.id(), Right.REVIEW)) {
      side.add(
          new ExamplesPane(
              corpus.id(), new ClipId(detail.clip().id()), library.scheme(corpus.id()), examples));
    }
    boolean followed =
        corpus.questions().contains(Question.TRACES) && detail.clip().durationMicros() != null;
    if (followed && rights.may(corpus.id(), Right.REVIEW)) {
      side.add(new ReferencePane(corpus.id(), new ClipId(detail.clip().id()), calibration));
    }
    return side;
  }

  private void seek(long micros) {
    if (player != null) {
      player.seek(micros);
    }
  }

  @Override
  public String getPageTitle() {
    return title;
  }
}
