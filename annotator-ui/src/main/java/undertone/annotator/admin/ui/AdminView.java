package undertone.annotator.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.NotFoundException;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.Administration;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.NotAllowedException;
import undertone.annotator.people.Rights;
import undertone.annotator.runs.LlmDesk;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.ShownOnce;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.people.Account;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.Invite;
import undertone.corpora.people.PeopleException;

/// Everybody on this installation: who administrates, who is locked out, who is invited.
@Route("admin")
@PermitAll
class AdminView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private final Administration administration;
  private final Rights rights;
  private final CurrentPerson me;
  private final LlmDesk llm;
  private final Div people = Drawn.div("section");
  private final Div invites = Drawn.div("section");
  private final Div shown = Drawn.div("section");

  AdminView(Administration administration, Rights rights, CurrentPerson me, LlmDesk llm) {
    this.administration = administration;
    this.rights = rights;
    this.me = me;
    this.llm = llm;
    addClassNames("page", "reading");
    shown.getElement().setAttribute("role", "status");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    if (!rights.isAdmin()) {
      throw new NotFoundException();
    }
    removeAll();
    add(
        Drawn.heading(Words.say("room.admin"), Words.say("admin.lead")),
        Drawn.element("section", "card", Drawn.title(2, Words.say("admin.people")), people, shown),
        Drawn.element(
            "section", "card", Drawn.title(2, Words.say("admin.invites")), invites, inviting()),
        new EndpointsPane(llm));
    draw();
  }

  private void draw() {
    people.removeAll();
    var list = Drawn.element("ul", "rows");
    administration.people().forEach(p -> list.add(row(p)));
    people.add(list);
    invites.removeAll();
    var open = administration.openInvites();
    if (open.isEmpty()) {
      invites.add(Drawn.element("p", "muted", new Text(Words.say("admin.noInvites"))));
    }
    var openList = Drawn.element("ul", "rows");
    open.forEach(i -> openList.add(row(i)));
    invites.add(openList);
  }

  private Component row(Account person) {
    boolean myself = person.id().equals(me.account().id());
    var words =
        Drawn.div(
            "row-words",
            Drawn.text("who", person.displayName()),
            Drawn.text(
                "fine",
                person.disabled() ? Words.say("admin.locked", person.login()) : person.login()));
    var row = Drawn.element("li", person.disabled() ? "row gone" : "row", words);
    if (myself) {
      row.add(Drawn.text("fine", Words.say("admin.you")));
      return row;
    }
    var role = roles();
    role.setAriaLabel(Words.say("members.roleOf", person.displayName()));
    role.setValue(person.instanceRole());
    role.addValueChangeListener(
        e -> attempt(() -> administration.appoint(person.id(), e.getValue())));
    row.add(
        role,
        quiet("admin.reset", () -> reset(person)),
        person.disabled()
            ? quiet("admin.enable", () -> administration.enable(person.id()))
            : quiet("admin.disable", () -> administration.disable(person.id())));
    return row;
  }

  private void reset(Account person) {
    var fresh = administration.resetPassword(person.id());
    shown.removeAll();
    shown.add(
        Drawn.element("p", "fine", new Text(Words.say("admin.resetOnce", person.displayName()))),
        new ShownOnce(Words.say("join.password"), fresh));
  }

  private Component row(Invite invite) {
    var role = invite.corpusRole().map(Words::of).orElseGet(() -> Words.of(invite.instanceRole()));
    var until = Words.say("invite.until", Words.moment(invite.expiresAt()));
    return Drawn.element(
        "li",
        "row",
        Drawn.div(
            "row-words",
            Drawn.text(
                "", invite.note().isBlank() ? Words.say("invite.open", role) : invite.note()),
            Drawn.text("fine", role + " · " + until)),
        quiet("invite.withdraw", () -> administration.withdrawInvite(invite.id())));
  }

  private Component inviting() {
    var link = Drawn.div("section");
    link.getElement().setAttribute("role", "status");
    var note = new TextField(Words.say("invite.note"));
    note.setHelperText(Words.say("invite.noteHint"));
    var role = roles();
    role.setLabel(Words.say("members.role"));
    role.setValue(InstanceRole.MEMBER);
    var make =
        new Button(
            Words.say("invite.make"),
            _ ->
                attempt(() -> {
                  var made = administration.invite(role.getValue(), note.getValue());
                  link.removeAll();
                  link.add(
                      Drawn.element("p", "fine", new Text(Words.say("invite.once"))),
                      ShownOnce.link(Words.say("invite.link"), made.path()));
                  note.clear();
                }));
    return Drawn.div("section", Drawn.div("line-form", note, role, make), link);
  }

  private static Select<InstanceRole> roles() {
    var roles = new Select<InstanceRole>();
    roles.setItems(InstanceRole.values());
    roles.setItemLabelGenerator(Words::of);
    return roles;
  }

  private NativeButton quiet(String key, Runnable deed) {
    var button = new NativeButton(Words.say(key), _ -> attempt(deed));
    button.addClassName("quiet");
    return button;
  }

  private void attempt(Runnable change) {
    try {
      change.run();
    } catch (InvalidRequestException | NotAllowedException | PeopleException refused) {
      Drawn.complain(refused);
    }
    draw();
  }

  @Override
  public String getPageTitle() {
    return Words.say("room.admin");
  }
}
