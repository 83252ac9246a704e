/// What the ABAW challenges ask of every frame of a face: expression, valence and arousal, action
/// units; of labels of which some are missing.
///
/// Source: *Two-aspect information interaction model for ABAW4 multi-task challenge*,
/// arXiv:2207.11389; the entry to ABAW6 that fuses pretrained features, arXiv:2403.15044; the
/// authors' public codes, with which blocks, losses and scores are in parity. Where those are
/// wrong, these are not, and say so.
@NullMarked
package undertone.models.abaw;

import org.jspecify.annotations.NullMarked;
