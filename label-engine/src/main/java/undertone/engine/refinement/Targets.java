package undertone.engine.refinement;

/// Where the confidences come from that a classification loss is measured against.
public enum Targets {
  /// From the nearest class prototype among the candidates, slowly: PiCO, IRNet.
  PROTOTYPES,
  /// From the network's own probabilities of this step: PRODEN (Lv et al. 2020). With CE the
  /// gradient is then that of CC, d(−log Σ_S p): the two differ in what their loss reads, not in
  /// what they learn.
  OWN,
  /// From the network's own probabilities of the last pass: RC (Feng et al. 2020).
  LAST_PASS,
  /// They stay as the votes have them: CC, LWS and the robust losses.
  FIXED,
  /// From the network's own probabilities of this step, each label weighed by how likely it makes
  /// the clip's votes, in the set or not; what voters take for what is read off confirmed clips
  /// first. With CE the gradient is that of −log Σ_k p_k P(votes | k), the loss that is forward
  /// corrected (Patrini et al. 2017, arXiv:1609.03683; Hendrycks et al. 2018, arXiv:1802.05300, for
  /// the confirmed clips).
  FORWARD,
  /// As prototypes, but labels outside the set count too, the more the noisier the sets seem: ALIM
  /// (Xu et al. 2023, arXiv:2301.12077). No set is ever edited.
  MITIGATED,
  /// As prototypes, but a clip far from the prototype of its label is taken as if it had no set:
  /// PiCO+ (Wang et al. 2023, arXiv:2201.08984v3), whose losses are its own.
  RELIABLE;

  /// Whether class prototypes judge a clip, or else the classifier itself.
  boolean byPrototypes() {
    return this == PROTOTYPES || this == MITIGATED || this == RELIABLE;
  }
}
