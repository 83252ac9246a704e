package undertone.annotator.library.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.Administration;
import undertone.annotator.people.NotAllowedException;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.ShownOnce;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.corpus.Corpus;
import undertone.corpora.people.CorpusRole;

/// Who takes part in a corpus, and how others come in: by their login, or by a link that works
/// once.
final class MembersPane extends HtmlContainer {

  private final Corpus corpus;
  private final Administration administration;
  private final Div members = Drawn.div("section");
  private final Div link = Drawn.div("section");

  MembersPane(Corpus corpus, Administration administration) {
    super("section");
    this.corpus = corpus;
    this.administration = administration;
    addClassName("card");
    link.getElement().setAttribute("role", "status");
    add(Drawn.title(2, Words.say("members.title")), members, byLogin(), byLink(), link);
    draw();
  }

  private void draw() {
    members.removeAll();
    var people = administration.members(corpus.id());
    if (people.isEmpty()) {
      members.add(Drawn.element("p", "muted", new Text(Words.say("members.none"))));
    }
    var list = Drawn.element("ul", "rows");
    people.forEach(m -> list.add(row(m)));
    members.add(list);
    var invites = administration.openInvites(corpus.id());
    invites.forEach(i -> {
      var withdraw =
          new NativeButton(
              Words.say("invite.withdraw"),
              _ -> attempt(() -> administration.withdrawInvite(i.id())));
      withdraw.addClassName("quiet");
      var role = i.corpusRole().map(Words::of).orElse("");
      list.add(
          Drawn.element(
              "li",
              "row",
              Drawn.div(
                  "row-words",
                  Drawn.text("muted", Words.say("invite.open", role)),
                  Drawn.text("fine", note(i.note(), Words.moment(i.expiresAt())))),
              withdraw));
    });
  }

  private static String note(String note, String until) {
    var expires = Words.say("invite.until", until);
    return note.isBlank() ? expires : note + " · " + expires;
  }

  private Component row(Administration.Member member) {
    var role = roles();
    role.setAriaLabel(Words.say("members.roleOf", member.name()));
    role.setValue(member.role());
    role.addValueChangeListener(
        e -> attempt(() -> administration.admit(corpus.id(), member.account(), e.getValue())));
    var leave =
        new NativeButton(
            Words.say("members.dismiss"),
            _ -> attempt(() -> administration.dismiss(corpus.id(), member.account())));
    leave.addClassName("quiet");
    leave.setAriaLabel(Words.say("members.dismissWho", member.name()));
    return Drawn.element(
        "li",
        "row",
        Drawn.div(
            "row-words", Drawn.text("who", member.name()), Drawn.text("fine", member.login())),
        role,
        leave);
  }

  private Component byLogin() {
    var login = new TextField(Words.say("members.login"));
    var role = roles();
    role.setLabel(Words.say("members.role"));
    role.setValue(CorpusRole.ANNOTATOR);
    var add =
        new Button(
            Words.say("members.add"),
            _ ->
                attempt(() -> {
                  administration.admit(corpus.id(), login.getValue(), role.getValue());
                  login.clear();
                }));
    return Drawn.div("line-form", login, role, add);
  }

  private Component byLink() {
    var note = new TextField(Words.say("invite.note"));
    note.setHelperText(Words.say("invite.noteHint"));
    var role = roles();
    role.setLabel(Words.say("members.role"));
    role.setValue(CorpusRole.ANNOTATOR);
    var make =
        new Button(
            Words.say("invite.make"),
            _ ->
                attempt(() -> {
                  var made = administration.invite(corpus.id(), role.getValue(), note.getValue());
                  link.removeAll();
                  link.add(
                      Drawn.element("p", "fine", new Text(Words.say("invite.once"))),
                      ShownOnce.link(Words.say("invite.link"), made.path()));
                  note.clear();
                }));
    return Drawn.div("line-form", note, role, make);
  }

  private static Select<CorpusRole> roles() {
    var roles = new Select<CorpusRole>();
    roles.setItems(CorpusRole.values());
    roles.setItemLabelGenerator(Words::of);
    return roles;
  }

  private void attempt(Runnable change) {
    try {
      change.run();
    } catch (InvalidRequestException | NotAllowedException refused) {
      Drawn.complain(refused);
    }
    draw();
  }
}
