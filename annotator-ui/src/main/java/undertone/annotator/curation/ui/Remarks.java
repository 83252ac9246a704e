package undertone.annotator.curation.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Key;
import com.vaadin.flow.component.KeyModifier;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.TextArea;
import java.util.List;
import java.util.UUID;
import java.util.function.LongConsumer;
import undertone.annotator.curation.Curating;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.library.Said;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.comment.Commenting;

/// What people told the curators about a clip, and room for an answer. A remark pinned to a moment
/// takes the player there.
public final class Remarks extends Div {

  private final CorpusId corpus;
  private final ClipId clip;
  private final VoterNames names;
  private final LongConsumer seek;
  private final Curating curating;
  private final Div thread = Drawn.div("section");

  /// @param seek hears the moment a remark speaks of, in microseconds
  public Remarks(
      CorpusId corpus,
      ClipId clip,
      List<Said.CommentSaid> told,
      LongConsumer seek,
      Curating curating) {
    this(corpus, clip, told, VoterNames.plain(), seek, curating);
  }

  Remarks(
      CorpusId corpus,
      ClipId clip,
      List<Said.CommentSaid> told,
      VoterNames names,
      LongConsumer seek,
      Curating curating) {
    this.corpus = corpus;
    this.clip = clip;
    this.names = names;
    this.seek = seek;
    this.curating = curating;
    addClassName("remarks");
    draw(told);
    add(thread, answer());
  }

  private void draw(List<Said.CommentSaid> told) {
    thread.removeAll();
    if (told.isEmpty()) {
      thread.add(Drawn.element("p", "muted", new Text(Words.say("remarks.none"))));
      return;
    }
    var list = Drawn.element("ol", "ledger");
    told.forEach(remark -> list.add(said(remark)));
    thread.add(list);
  }

  private Component said(Said.CommentSaid remark) {
    var words = Drawn.div("inline");
    var at = remark.atMicros();
    if (at != null) {
      var moment = new NativeButton(Words.clipTime(at), _ -> seek.accept(at));
      moment.addClassNames("quiet", "number");
      moment.setAriaLabel(Words.say("remarks.goTo", Words.clipTime(at)));
      words.add(moment);
    }
    words.add(Drawn.text("remark-words", remark.text()));
    return Drawn.element(
        "li",
        "entry",
        Drawn.icon("people"),
        Drawn.div(
            "entry-said",
            Drawn.div(
                "inline",
                Drawn.text("who", names.of(remark.by())),
                Drawn.text("fine", Words.moment(remark.writtenAt()))),
            words));
  }

  private Component answer() {
    var field = new TextArea();
    field.setAriaLabel(Words.say("remarks.answer"));
    field.setPlaceholder(Words.say("remarks.answer"));
    field.setMaxLength(Commenting.LONGEST);
    field.setMinRows(1);
    field.setMaxRows(6);
    var send = new NativeButton(Words.say("remarks.send"), _ -> send(field));
    send.addClassName("act");
    field.addKeyDownListener(Key.ENTER, _ -> send(field), KeyModifier.CONTROL);
    return Drawn.div("remark-form", field, send);
  }

  private void send(TextArea field) {
    if (field.getValue().isBlank()) {
      field.focus();
      return;
    }
    try {
      curating.remark(corpus, clip, UUID.randomUUID(), field.getValue(), null);
      field.clear();
      draw(curating.comments(corpus, clip));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }
}
