package undertone.corpora.caption;

/// Where in a face, or on a body, a local caption looks.
public enum Region {
  EYES,
  BROWS,
  NOSE,
  MOUTH,
  CHEEKS,
  JAW,
  HEAD,
  OTHER
}
