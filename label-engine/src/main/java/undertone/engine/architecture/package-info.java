/// Searching the structure of a network that hears emotions in speech: two streams, one of
/// spectrograms and one of sequences, whose cells are found on some speakers and judged on others.
///
/// Source: Sun et al. 2022, *EmotionNAS*, arXiv:2203.13617, of which no code is public: two streams
/// and their search are the paper's, sizes and what the streams tell each other are ours.
@NullMarked
package undertone.engine.architecture;

import org.jspecify.annotations.NullMarked;
