/// The files of the MER challenges, 2023 to 2026: labels, open vocabularies, preferences and what
/// belongs to them, read, written and checked. Scores are none of its business.
///
/// Source: Lian et al. 2023, arXiv:2304.08981; 2024, arXiv:2404.17113; 2025, arXiv:2504.19423; the
/// organisers' public tools.
@NullMarked
package undertone.corpora.challenge;

import org.jspecify.annotations.NullMarked;
