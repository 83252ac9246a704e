package undertone.corpora.pseudo;

/// Where a label comes from that others are spread from.
public enum LabelOrigin {
  /// A curator settled it, having seen the clip.
  SETTLED,
  /// Nobody settled it, and nearly everybody who voted put it first.
  AGREED,
  /// A run spread it, and a curator accepted it together with others, unseen.
  UNSEEN
}
