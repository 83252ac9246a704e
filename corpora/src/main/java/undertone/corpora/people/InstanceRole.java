package undertone.corpora.people;

/// What a person may do on the whole installation.
public enum InstanceRole {
  /// People, corpora, endpoints, backup.
  ADMIN,
  /// Whatever the memberships say.
  MEMBER
}
