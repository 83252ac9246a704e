/// Refinement of uncertain labels: which clips' candidate sets probably miss the truth, and what to
/// ask a curator about them. Pure data in, pure data out; nothing here is ever applied by itself.
///
/// Source: Lian et al. 2022, *IRNet*, arXiv:2211.04774, on frozen features.
@NullMarked
package undertone.engine.refinement;

import org.jspecify.annotations.NullMarked;
