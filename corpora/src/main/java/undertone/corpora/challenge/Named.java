package undertone.corpora.challenge;

/// A row of a file that speaks of one clip.
public interface Named {

  /// Where it stands: the line of a table, the place in an array; counted from 1.
  long line();

  /// The clip, exactly as it is written.
  String name();
}
