package undertone.annotator.people;

import undertone.corpora.people.AccessToken.Scope;
import undertone.corpora.people.CorpusRole;

/// What can be done in a corpus, the roles that may, and the token scope a program needs for it.
public enum Right {
  /// Clips, settled labels, runs and releases.
  READ(Scope.READ),
  /// The queue, and one's own votes and captions.
  ANNOTATE(Scope.ANNOTATE),
  /// Everybody's votes, gold, proposals and decisions.
  REVIEW(Scope.CURATE),
  /// Settings, scheme, people, imports, runs and releases.
  MANAGE(Scope.MANAGE);

  private final Scope scope;

  Right(Scope scope) {
    this.scope = scope;
  }

  /// The token scope that lets a program use this right.
  public Scope scope() {
    return scope;
  }

  /// Whether a role carries this right.
  public boolean grantedTo(CorpusRole role) {
    return switch (role) {
      case OWNER -> true;
      case CURATOR -> this != MANAGE;
      case ANNOTATOR -> this == ANNOTATE;
      case RESEARCHER -> this == READ;
    };
  }
}
