package undertone.engine.bench;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What `bench gcnet` is asked.
///
/// @param data a folder with `clips.csv`: text, label, conversation, turn, speaker
/// @param views of the text that stand for modalities; the first is also measured alone
/// @param rates of missing cells, in 0..1
/// @param seeds so many, from `seed`
/// @param limit so many conversations of each part, drawn by the seed; 0 = all
/// @param epochs at most; the one that is best on conversations held out counts
/// @param hidden width of the node encoder, even
/// @param window how many turns before and after itself a turn still reaches
/// @param batch conversations a step
/// @param rate of learning
/// @param lambda weight of the restoration
/// @param test split that is measured; null = `test`, else the last fold
/// @param svg where to draw the curves; null = nowhere
public record TalkBenchOptions(
    Path data,
    List<TextView> views,
    List<TalkMethod> methods,
    List<Double> rates,
    int seeds,
    long seed,
    int limit,
    int epochs,
    int hidden,
    int window,
    int batch,
    double rate,
    double lambda,
    @Nullable String test,
    @Nullable Path svg) {

  public TalkBenchOptions {
    views = List.copyOf(views);
    methods = List.copyOf(methods);
    rates = List.copyOf(rates);
    if (views.isEmpty() || methods.isEmpty() || rates.isEmpty()) {
      throw new IllegalArgumentException(
          "Name at least one view, one method and one rate to measure.");
    }
    if (seeds < 1 || epochs < 1 || batch < 1 || limit < 0 || window < 0) {
      throw new IllegalArgumentException(
          "Seeds, epochs and batch must be at least 1, limit and window at least 0; they are %d, %d, %d, %d and %d."
              .formatted(seeds, epochs, batch, limit, window));
    }
    MissingRates.check(rates);
  }
}
