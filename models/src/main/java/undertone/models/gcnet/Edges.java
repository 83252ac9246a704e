package undertone.models.gcnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import undertone.models.Constant;

/// Who hears whom: dense graphs over the turns of each conversation, without gradient. Row i hears
/// column j.
///
/// Utterance j sends to i if `j − wp ≤ i ≤ j + wf`, itself included. Both graphs have the same
/// edges; they differ in how edges are told apart.
///
/// Source: Lian et al. 2023, arXiv:2203.02177; numbering of the kinds: sender before, at, after the
/// receiver; P·speaker of i + speaker of j.
///
/// @param all `[B,N,N]`, 1 = an edge
/// @param temporal `[B,3,N,N]`, each row the mean over its edges of a kind
/// @param speaker `[B,R,N,N]`, likewise
record Edges(NDArray all, NDArray temporal, NDArray speaker) {
  private static final int BEFORE_AT_AFTER = 3;

  static Edges of(Conversations talk, GCNetConfig config) {
    int b = (int) talk.real().getShape().get(0);
    int n = (int) talk.real().getShape().get(1);
    var real = talk.real().toFloatArray();
    var speakers = talk.speakers().toLongArray();
    int relations = config.speakerRelations();
    for (long speaker : speakers) {
      if (speaker < 0 || speaker >= config.speakers()) {
        throw new IllegalArgumentException(
            "A turn is spoken by speaker %d, but this network knows speakers 0 to %d; number them per conversation by first appearance."
                .formatted(speaker, config.speakers() - 1));
      }
    }
    var all = new float[b * n * n];
    var temporal = new float[b * BEFORE_AT_AFTER * n * n];
    var speaker = new float[b * relations * n * n];
    for (int c = 0; c < b; c++) {
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          if (real[c * n + i] == 0 || real[c * n + j] == 0 || !reaches(j, i, config)) {
            continue;
          }
          int when = 1 + Integer.signum(j - i);
          int who = config.speakerRelation((int) speakers[c * n + i], (int) speakers[c * n + j]);
          all[(c * n + i) * n + j] = 1;
          temporal[((c * BEFORE_AT_AFTER + when) * n + i) * n + j] = 1;
          speaker[((c * relations + who) * n + i) * n + j] = 1;
        }
      }
    }
    var manager = talk.real().getManager();
    return new Edges(
        manager.create(all, new Shape(b, n, n)),
        means(manager, temporal, new Shape(b, BEFORE_AT_AFTER, n, n)),
        means(manager, speaker, new Shape(b, relations, n, n)));
  }

  private static boolean reaches(int sender, int receiver, GCNetConfig config) {
    int ahead = sender - receiver;
    return (config.past() < 0 || ahead <= config.past())
        && (config.future() < 0 || -ahead <= config.future());
  }

  private static NDArray means(NDManager manager, float[] edges, Shape shape) {
    var counted = manager.create(edges, shape);
    var heard = counted.sum(new int[] {3}, true);
    return counted.div(heard.maximum(Constant.beside(heard, 1)));
  }
}
