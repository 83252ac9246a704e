package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.people.Administration;
import undertone.corpora.AccountId;
import undertone.corpora.CorpusId;
import undertone.corpora.people.Account;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.InstanceRole;
import undertone.corpora.people.Invite;

/// People of the installation, for administrators; people of a corpus, for its owners.
@RestController
@RequestMapping("/api/v1")
class PeopleController {

  private final Administration administration;

  PeopleController(Administration administration) {
    this.administration = administration;
  }

  record Person(
      long id,
      String login,
      String name,
      InstanceRole role,
      String language,
      boolean disabled,
      Instant createdAt) {
    static Person of(Account account) {
      return new Person(
          account.id().value(),
          account.login(),
          account.displayName(),
          account.instanceRole(),
          account.locale(),
          account.disabled(),
          account.createdAt());
    }
  }

  record MemberInfo(long account, String login, String name, CorpusRole role) {
    static MemberInfo of(Administration.Member member) {
      return new MemberInfo(member.account().value(), member.login(), member.name(), member.role());
    }
  }

  record InviteInfo(
      long id,
      InstanceRole role,
      @Nullable Long corpus,
      @Nullable CorpusRole corpusRole,
      String note,
      Instant expiresAt) {
    static InviteInfo of(Invite invite) {
      return new InviteInfo(
          invite.id(),
          invite.instanceRole(),
          invite.corpus().map(CorpusId::value).orElse(null),
          invite.corpusRole().orElse(null),
          invite.note(),
          invite.expiresAt());
    }
  }

  /// @param path to append to the installation's address; shown this once and never again
  record InviteMade(InviteInfo invite, String path) {
    static InviteMade of(Administration.InviteLink link) {
      return new InviteMade(InviteInfo.of(link.invite()), link.path());
    }
  }

  record RoleRequest(@NotNull InstanceRole role) {}

  record DisabledRequest(boolean disabled) {}

  record InviteRequest(@NotNull InstanceRole role, @NotNull String note) {}

  record MemberRequest(@NotNull String login, @NotNull CorpusRole role) {}

  record CorpusRoleRequest(@NotNull CorpusRole role) {}

  record CorpusInviteRequest(@NotNull CorpusRole role, @NotNull String note) {}

  record FreshPassword(String password) {}

  // The installation ------------------------------------------------------------------------------

  @GetMapping("/people")
  List<Person> people() {
    return administration.people().stream().map(Person::of).toList();
  }

  @PutMapping("/people/{account}/role")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void appoint(@PathVariable AccountId account, @Valid @RequestBody RoleRequest request) {
    administration.appoint(account, request.role());
  }

  @PutMapping("/people/{account}/disabled")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disable(@PathVariable AccountId account, @Valid @RequestBody DisabledRequest request) {
    if (request.disabled()) {
      administration.disable(account);
    } else {
      administration.enable(account);
    }
  }

  /// Replaces a forgotten password by a random one, shown this once.
  @PostMapping("/people/{account}/password-reset")
  FreshPassword reset(@PathVariable AccountId account) {
    return new FreshPassword(administration.resetPassword(account));
  }

  @GetMapping("/invites")
  List<InviteInfo> invites() {
    return administration.openInvites().stream().map(InviteInfo::of).toList();
  }

  @PostMapping("/invites")
  @ResponseStatus(HttpStatus.CREATED)
  InviteMade invite(@Valid @RequestBody InviteRequest request) {
    return InviteMade.of(administration.invite(request.role(), request.note()));
  }

  @DeleteMapping("/invites/{id}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable long id) {
    administration.withdrawInvite(id);
  }

  // A corpus --------------------------------------------------------------------------------------

  @GetMapping("/corpora/{corpus}/members")
  List<MemberInfo> members(@PathVariable CorpusId corpus) {
    return administration.members(corpus).stream().map(MemberInfo::of).toList();
  }

  @PostMapping("/corpora/{corpus}/members")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void admit(@PathVariable CorpusId corpus, @Valid @RequestBody MemberRequest request) {
    administration.admit(corpus, request.login(), request.role());
  }

  @PutMapping("/corpora/{corpus}/members/{account}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void admit(
      @PathVariable CorpusId corpus,
      @PathVariable AccountId account,
      @Valid @RequestBody CorpusRoleRequest request) {
    administration.admit(corpus, account, request.role());
  }

  @DeleteMapping("/corpora/{corpus}/members/{account}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void dismiss(@PathVariable CorpusId corpus, @PathVariable AccountId account) {
    administration.dismiss(corpus, account);
  }

  @GetMapping("/corpora/{corpus}/invites")
  List<InviteInfo> invites(@PathVariable CorpusId corpus) {
    return administration.openInvites(corpus).stream().map(InviteInfo::of).toList();
  }

  @PostMapping("/corpora/{corpus}/invites")
  @ResponseStatus(HttpStatus.CREATED)
  InviteMade invite(
      @PathVariable CorpusId corpus, @Valid @RequestBody CorpusInviteRequest request) {
    return InviteMade.of(administration.invite(corpus, request.role(), request.note()));
  }
}
