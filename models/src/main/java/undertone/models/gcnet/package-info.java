/// GCNet: emotions of the turns of a conversation, also where sound, words or picture of a turn are
/// missing, and what the missing would have been.
///
/// Source: Lian et al. 2023, *GCNet: Graph Completion Network for Incomplete Multimodal Learning in
/// Conversation*, arXiv:2203.02177; the authors' public code, with which outputs, losses and
/// gradients are in parity. No weights are published.
@NullMarked
package undertone.models.gcnet;

import org.jspecify.annotations.NullMarked;
