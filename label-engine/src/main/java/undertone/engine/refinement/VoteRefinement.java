package undertone.engine.refinement;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import undertone.engine.aggregation.Aggregation;
import undertone.engine.aggregation.AggregationMethod;
import undertone.engine.aggregation.DawidSkene;
import undertone.engine.aggregation.DawidSkeneConfig;

/// Weighs voters by what their votes tell of them, and looks at no clip. Seconds; a label nobody
/// held is proposed rarely.
///
/// A candidate set enters as one vote in parts. Confirmed clips are certain to Dawid and Skene,
/// which learn what voters say of them; the other methods learn nothing from a confirmation.
final class VoteRefinement implements Refinement {
  private final RefinementMethod method;
  private final AggregationMethod aggregation;

  VoteRefinement(RefinementMethod method, AggregationMethod aggregation) {
    this.method = method;
    this.aggregation = aggregation;
  }

  @Override
  public RefinementResult run(
      RefinementInput input, RefinementPlan plan, Checkpoints checkpoints, RunListener listener) {
    var clips = input.clips().stream().sorted(Comparator.comparing(RefinementClip::id)).toList();
    checkpoints.mustStartFromScratch(method.written());
    var heard = clips.stream().map(RefinementClip::takingHints).toList();
    NamedVotes.mustSuffice(method.written(), method.voters(), heard);
    var table = new VoteTable(input.labels(), clips);
    var found = aggregate(input.labels(), heard, plan);
    if (listener.cancelled()) {
      throw new RunCancelledException(.5);
    }
    var outcomes = new ArrayList<ClipOutcome>();
    var data = new RunHash().add(input.labels().toString());
    for (int i = 0; i < clips.size(); i++) {
      outcomes.add(
          VoteOutcome.of(
              input.labels(),
              clips.get(i),
              table.sets()[i],
              found.posterior()[i],
              plan.noiseThreshold()));
      clips.get(i).addTo(data);
    }
    listener.progress(1);
    return new RefinementResult(
        input.labels(), outcomes, facts(input, clips, outcomes, found, data));
  }

  private Aggregation aggregate(
      List<String> labels, List<RefinementClip> clips, RefinementPlan plan) {
    var votes = NamedVotes.inParts(labels, clips).votes();
    if (aggregation != AggregationMethod.DAWID_SKENE) {
      return aggregation.aggregator(plan.seed()).aggregate(votes);
    }
    return new DawidSkene(DawidSkeneConfig.DEFAULT, settled(labels, clips)).aggregate(votes);
  }

  private static int[] settled(List<String> labels, List<RefinementClip> clips) {
    return clips.stream()
        .mapToInt(clip -> clip.confirmed() == null ? -1 : labels.indexOf(clip.confirmed()))
        .toArray();
  }

  private static RefinementResult.RunFacts facts(
      RefinementInput input,
      List<RefinementClip> clips,
      List<ClipOutcome> outcomes,
      Aggregation found,
      RunHash data) {
    var open =
        IntStream.range(0, clips.size())
            .filter(i -> outcomes.get(i).informative() && clips.get(i).confirmed() == null)
            .mapToObj(outcomes::get)
            .toList();
    double noise = open.stream().mapToDouble(ClipOutcome::noiseProbability).average().orElse(0);
    double size = open.stream().mapToInt(o -> o.original().size()).average().orElse(1);
    var model = new RunHash();
    for (double competence : found.competence()) {
      model.add(new float[] {(float) competence});
    }
    return new RefinementResult.RunFacts(
        (size - 1) / (input.labels().size() - 1),
        noise,
        0,
        1,
        List.of(),
        List.of(),
        (int) outcomes.stream().filter(ClipOutcome::flagged).count(),
        null,
        Outcomes.onTrusted(clips, outcomes),
        RunHash.hex(data.bytes()),
        RunHash.hex(model.bytes()),
        "cpu");
  }
}
