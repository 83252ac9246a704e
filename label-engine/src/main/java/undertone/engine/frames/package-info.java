/// Expression, valence and arousal and action units of frames, told by one network of two aspects:
/// learned from a corpus and its tracks, and read from its clips; and trials on films made of
/// stills.
///
/// Beside it a fusion of what extractors say of words, sound and picture, which tells the same but
/// units of every quarter of a second ([StreamTraining], [StreamReader]).
///
/// Source: arXiv:2207.11389 and arXiv:2403.15044, with [undertone.models.abaw]; films made of still
/// pictures and units drawn by the prototypes of expressions are ours, for want of films.
@NullMarked
package undertone.engine.frames;

import org.jspecify.annotations.NullMarked;
