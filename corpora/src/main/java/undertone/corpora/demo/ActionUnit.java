package undertone.corpora.demo;

/// The facial action units the drawn faces can perform, numbered and named as in the Facial Action
/// Coding System.
///
/// Source: Ekman, Friesen and Hager 2002, *Facial Action Coding System*.
enum ActionUnit {
  /// Inner brow raiser.
  AU1,
  /// Outer brow raiser.
  AU2,
  /// Brow lowerer.
  AU4,
  /// Upper lid raiser.
  AU5,
  /// Cheek raiser.
  AU6,
  /// Lid tightener.
  AU7,
  /// Nose wrinkler.
  AU9,
  /// Upper lip raiser.
  AU10,
  /// Lip corner puller.
  AU12,
  /// Dimpler.
  AU14,
  /// Lip corner depressor.
  AU15,
  /// Lower lip depressor.
  AU16,
  /// Chin raiser.
  AU17,
  /// Lip pucker.
  AU18,
  /// Lip stretcher.
  AU20,
  /// Lip tightener.
  AU23,
  /// Lip pressor.
  AU24,
  /// Lips part.
  AU25,
  /// Jaw drop.
  AU26,
  /// Eyes closed.
  AU43
}
