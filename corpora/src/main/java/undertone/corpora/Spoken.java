package undertone.corpora;

/// A refusal whose words people read, in their own language where it is known.
public interface Spoken {
  Sentence sentence();
}
