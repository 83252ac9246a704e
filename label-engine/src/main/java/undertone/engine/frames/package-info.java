/// Expression, valence and arousal and action units of frames, told by one network of two aspects:
/// learned from a corpus and its tracks, and read from its clips; and trials on films made of
/// stills.
///
/// Source: arXiv:2207.11389, with [undertone.models.abaw]; films made of still pictures and units
/// drawn by the prototypes of expressions are ours, for want of films.
@NullMarked
package undertone.engine.frames;

import org.jspecify.annotations.NullMarked;
