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
import org.jspecify.annotations.Nullable;
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
  private final Div writing = Drawn.div("section");
  private final Div addressee = Drawn.div("inline");
  private final TextArea field = new TextArea();
  private @Nullable UUID answers;

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
    var write = new NativeButton(Words.say("remarks.write"), _ -> write());
    write.addClassName("quiet");
    writing.add(Drawn.div("inline", write));
    add(thread, writing);
  }

  private void draw(List<Said.CommentSaid> told) {
    thread.removeAll();
    if (told.isEmpty()) {
      thread.add(Drawn.element("p", "muted", new Text(Words.say("remarks.none"))));
      return;
    }
    var list = Drawn.element("ol", "ledger");
    told.forEach(remark -> list.add(said(remark, told)));
    thread.add(list);
  }

  private Component said(Said.CommentSaid remark, List<Said.CommentSaid> told) {
    var words = Drawn.div("inline");
    var at = remark.atMicros();
    if (at != null) {
      var moment = new NativeButton(Words.clipTime(at), _ -> seek.accept(at));
      moment.addClassNames("quiet", "number");
      moment.setAriaLabel(Words.say("remarks.goTo", Words.clipTime(at)));
      words.add(moment);
    }
    words.add(Drawn.text("remark-words", remark.text()));
    var meta =
        Drawn.div(
            "inline",
            Drawn.text("who", names.of(remark.by())),
            Drawn.text("fine", Words.moment(remark.writtenAt())));
    var answered = told.stream().filter(one -> one.id().equals(remark.answers())).findFirst();
    answered.ifPresent(
        one -> meta.add(Drawn.text("fine", Words.say("remarks.to", names.of(one.by())))));
    if (answered.isEmpty()) {
      var reply = new NativeButton(Words.say("remarks.reply"), _ -> answer(remark));
      reply.addClassName("quiet");
      reply.setAriaLabel(Words.say("remarks.replyTo", names.of(remark.by())));
      meta.add(reply);
    }
    return Drawn.element(
        "li",
        answered.isPresent() ? "entry reply" : "entry",
        Drawn.icon("people"),
        Drawn.div("entry-said", meta, words));
  }

  /// Most cases pass without a remark, and a field that grows with its text is dear to draw.
  private void write() {
    if (!field.isAttached()) {
      writing.removeAll();
      writing.add(form());
    }
    field.focus();
  }

  private Component form() {
    field.setMaxLength(Commenting.LONGEST);
    field.setMinRows(1);
    field.setMaxRows(6);
    var send = new NativeButton(Words.say("remarks.send"), _ -> send());
    send.addClassName("act");
    field.addKeyDownListener(Key.ENTER, _ -> send(), KeyModifier.CONTROL);
    toCurators();
    return Drawn.div("section", addressee, Drawn.div("remark-form", field, send));
  }

  /// What is written next goes to whoever made a remark.
  private void answer(Said.CommentSaid remark) {
    write();
    answers = remark.id();
    var name = names.of(remark.by());
    say(Words.say("remarks.replyTo", name));
    var never = new NativeButton(Words.say("remarks.replyNot"), _ -> toCurators());
    never.addClassName("quiet");
    addressee.removeAll();
    addressee.add(Drawn.text("fine", Words.say("remarks.replyRead", name)), never);
  }

  private void toCurators() {
    answers = null;
    addressee.removeAll();
    say(Words.say("remarks.answer"));
  }

  private void say(String whom) {
    field.setAriaLabel(whom);
    field.setPlaceholder(whom);
  }

  private void send() {
    if (field.getValue().isBlank()) {
      field.focus();
      return;
    }
    try {
      curating.remark(corpus, clip, UUID.randomUUID(), field.getValue(), null, answers);
      field.clear();
      toCurators();
      draw(curating.comments(corpus, clip));
    } catch (InvalidRequestException refused) {
      Drawn.complain(refused);
    }
  }
}
