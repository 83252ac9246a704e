package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.UUID;
import java.util.function.LongConsumer;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.labelling.Answer;
import undertone.annotator.labelling.WordingDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.annotator.tracks.FaceReading;
import undertone.annotator.tracks.ui.FaceSigns;
import undertone.corpora.ClipId;
import undertone.corpora.corpus.Corpus;

/// Words for a clip that others have used for clips like it, when a curator asks for them: each may
/// be taken as it is, changed, or put aside.
final class WordingPane extends Div {

  private final Corpus corpus;
  private final ClipId clip;
  private final WordingDesk desk;
  private final VoterNames names;
  private final FaceReading face;
  private final LongConsumer seek;

  /// @param face against which wordings are held
  /// @param seek takes the player to a moment of the clip
  WordingPane(
      Corpus corpus,
      ClipId clip,
      VoterNames names,
      WordingDesk desk,
      FaceReading face,
      LongConsumer seek) {
    this.corpus = corpus;
    this.clip = clip;
    this.names = names;
    this.face = face;
    this.seek = seek;
    this.desk = desk;
    addClassName("wordings");
    var ask = new NativeButton(Words.say("wordings.ask"), _ -> ask());
    ask.addClassName("quiet");
    add(Drawn.div("inline", ask));
  }

  private void ask() {
    removeAll();
    var answer = desk.inReview(corpus.id(), clip, corpus.language());
    if (!answer.learned()) {
      add(Drawn.element("p", "muted", new Text(Words.say("wordings.unlearned"))));
    } else if (answer.offered().isEmpty()) {
      add(Drawn.element("p", "muted", new Text(Words.say("wordings.none"))));
    } else {
      var list = Drawn.element("ul", "captions");
      answer.offered().forEach(offer -> list.add(offered(offer)));
      add(Drawn.element("p", "fine", new Text(Words.say("wordings.lead"))), list);
    }
  }

  private Component offered(WordingDesk.OfferInfo offer) {
    var words = Drawn.element("q", "", new Text(offer.text()));
    words.getElement().setAttribute("lang", offer.language());
    var line = Drawn.element("li", "");
    CaptionPlace.of(offer.level(), offer.region()).ifPresent(line::add);
    line.add(words);
    line.add(FaceSigns.of(face, offer.text(), seek));
    var by = offer.by();
    var source = offer.clip();
    if (by != null && source != null) {
      var link = Drawn.link("corpora/" + corpus.slug() + "/clips/" + source, names.of(by));
      link.addClassName("fine");
      link.getElement().setAttribute("title", Words.say("wordings.source"));
      line.add(link);
    }
    var deeds = Drawn.div("inline");
    var take = new NativeButton(Words.say("wordings.take"), _ -> edit(line, deeds, offer));
    take.addClassName("quiet");
    take.setAriaLabel(Words.say("wordings.takeThis", offer.text()));
    var reject =
        new NativeButton(
            Words.say("wordings.reject"),
            _ -> {
              desk.reject(corpus.id(), clip, offer.id());
              line.removeFromParent();
            });
    reject.addClassName("quiet");
    reject.setAriaLabel(Words.say("wordings.rejectThis", offer.text()));
    deeds.add(take, reject);
    line.add(deeds);
    return line;
  }

  private void edit(HtmlContainer line, Div deeds, WordingDesk.OfferInfo offer) {
    deeds.removeAll();
    var field = new TextArea();
    field.setAriaLabel(Words.say("wordings.edit"));
    field.setMaxLength(Answer.LONGEST_CAPTION);
    field.setMinRows(1);
    field.setValue(offer.text());
    var clientId = UUID.randomUUID();
    var save =
        new NativeButton(
            Words.say("wordings.save"),
            _ -> {
              try {
                desk.take(corpus.id(), clip, clientId, offer.id(), field.getValue());
                line.removeAll();
                line.add(Drawn.text("muted", Words.say("wordings.saved")));
                line.add(Drawn.element("q", "", new Text(field.getValue().strip())));
              } catch (InvalidRequestException refused) {
                Drawn.complain(refused);
              }
            });
    save.addClassName("act");
    deeds.add(Drawn.div("remark-form", field, save));
    field.focus();
  }
}
