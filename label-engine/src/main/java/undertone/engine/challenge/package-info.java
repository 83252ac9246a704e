/// Scores of the MER challenges, exactly as their organisers compute them.
///
/// Source: Lian et al. 2023, arXiv:2304.08981; 2024, arXiv:2404.17113; 2025, arXiv:2504.19423; the
/// scorers among the organisers' public tools. In parity with a run of those.
@NullMarked
package undertone.engine.challenge;

import org.jspecify.annotations.NullMarked;
