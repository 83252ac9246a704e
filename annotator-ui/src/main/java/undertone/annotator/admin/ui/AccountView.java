package undertone.annotator.admin.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import undertone.annotator.care.CareDesk;
import undertone.annotator.faults.InvalidRequestException;
import undertone.annotator.people.Administration;
import undertone.annotator.people.CurrentPerson;
import undertone.annotator.people.PasswordRule;
import undertone.annotator.shell.ui.Drawn;
import undertone.annotator.shell.ui.ShownOnce;
import undertone.annotator.shell.ui.Words;
import undertone.corpora.people.AccessToken;
import undertone.corpora.people.AccessToken.Scope;

/// One's own account: password, and tokens for programs that act in one's name.
@Route("account")
@PermitAll
class AccountView extends Div implements BeforeEnterObserver, HasDynamicTitle {

  private static final int USUAL_DAYS = 90;
  private static final List<Integer> BREAKS = List.of(0, 15, 30, 45, 60, 90, 120);

  private final Administration administration;
  private final CareDesk care;
  private final CurrentPerson me;
  private final Clock clock;
  private final Div tokens = Drawn.div("section");

  AccountView(Administration administration, CareDesk care, CurrentPerson me, Clock clock) {
    this.administration = administration;
    this.care = care;
    this.me = me;
    this.clock = clock;
    addClassNames("page", "reading");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent visit) {
    removeAll();
    var account = me.account();
    add(
        Drawn.heading(account.displayName(), Words.say("account.lead", account.login())),
        atTheDesk(),
        password(),
        Drawn.element(
            "section",
            "card",
            Drawn.title(2, Words.say("tokens.title")),
            Drawn.element("p", "muted", new Text(Words.say("tokens.lead"))),
            tokens,
            newToken()));
    drawTokens();
  }

  private Component atTheDesk() {
    var wishes = care.mine();
    var spared = new Checkbox(Words.say("care.spared"), wishes.spared());
    spared.setHelperText(Words.say("care.sparedHint"));
    var pause = new Select<Integer>();
    pause.setLabel(Words.say("care.break"));
    pause.setHelperText(Words.say("care.breakHint"));
    pause.setItems(
        Stream.concat(BREAKS.stream(), Stream.of(wishes.breakMinutes()))
            .distinct()
            .sorted()
            .toList());
    pause.setItemLabelGenerator(
        m -> m == 0 ? Words.say("care.breakNever") : Words.say("care.breakAfter", m));
    pause.setValue(wishes.breakMinutes());
    var save =
        new Button(
            Words.say("settings.save"),
            _ -> {
              care.wish(spared.getValue(), pause.getValue());
              Drawn.say(Words.say("settings.saved"));
            });
    return Drawn.element(
        "section",
        "card",
        Drawn.title(2, Words.say("care.mine")),
        Drawn.div("form", spared, pause),
        Drawn.div("actions", save));
  }

  private Component password() {
    var current = new PasswordField(Words.say("account.current"));
    current.getElement().setAttribute("autocomplete", "current-password");
    var next = new PasswordField(Words.say("account.next"));
    next.setHelperText(Words.say("join.passwordHint", PasswordRule.SHORTEST));
    next.getElement().setAttribute("autocomplete", "new-password");
    var change =
        new Button(
            Words.say("account.change"),
            _ -> {
              try {
                administration.changePassword(current.getValue(), next.getValue());
                UI.getCurrent().getPage().setLocation("login");
              } catch (InvalidRequestException refused) {
                next.setErrorMessage(Words.of(refused));
                next.setInvalid(true);
              }
            });
    return Drawn.element(
        "section",
        "card",
        Drawn.title(2, Words.say("join.password")),
        Drawn.element("p", "muted", new Text(Words.say("account.changeHint"))),
        Drawn.div("form-pair", current, next),
        Drawn.div("actions", change));
  }

  private void drawTokens() {
    tokens.removeAll();
    var list = Drawn.element("ul", "rows");
    administration.tokens().stream()
        .filter(t -> t.valid(clock.instant()))
        .forEach(t -> list.add(row(t)));
    tokens.add(list);
  }

  private Component row(AccessToken token) {
    var revoke =
        new NativeButton(
            Words.say("tokens.revoke"),
            _ -> {
              administration.revokeToken(token.id());
              drawTokens();
            });
    revoke.addClassName("quiet");
    revoke.setAriaLabel(Words.say("tokens.revokeWhich", token.name()));
    var scopes =
        token.scopes().stream()
            .sorted(Comparator.naturalOrder())
            .map(Words::of)
            .collect(Collectors.joining(", "));
    var until = Words.say("invite.until", Words.moment(token.expiresAt()));
    return Drawn.element(
        "li",
        "row",
        Drawn.div(
            "row-words",
            Drawn.text("who", token.name()),
            Drawn.text("fine", scopes + " · " + until)),
        revoke);
  }

  private Component newToken() {
    var shown = Drawn.div("section");
    shown.getElement().setAttribute("role", "status");
    var name = new TextField(Words.say("tokens.name"));
    name.setHelperText(Words.say("tokens.nameHint"));
    var scopes = new CheckboxGroup<Scope>(Words.say("tokens.scopes"));
    scopes.setItems(Scope.values());
    scopes.setItemLabelGenerator(Words::of);
    scopes.select(Scope.READ);
    var days = new Select<Integer>();
    days.setLabel(Words.say("tokens.lasts"));
    days.setItems(7, 30, USUAL_DAYS, 365);
    days.setItemLabelGenerator(d -> Words.say("tokens.days", d));
    days.setValue(USUAL_DAYS);
    var make =
        new Button(
            Words.say("tokens.make"),
            _ -> {
              try {
                var made =
                    administration.issueToken(
                        name.getValue(), scopes.getValue(), Duration.ofDays(days.getValue()));
                shown.removeAll();
                shown.add(
                    Drawn.element("p", "fine", new Text(Words.say("tokens.once"))),
                    new ShownOnce(Words.say("tokens.secret"), made.secret()));
                name.clear();
                drawTokens();
              } catch (InvalidRequestException refused) {
                Drawn.complain(refused);
              }
            });
    return Drawn.div("section", Drawn.div("line-form", name, days, make), scopes, shown);
  }

  @Override
  public String getPageTitle() {
    return Words.say("frame.account");
  }
}
