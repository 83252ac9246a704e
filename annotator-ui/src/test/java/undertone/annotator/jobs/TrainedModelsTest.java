package undertone.annotator.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import undertone.annotator.OpenHouse;
import undertone.annotator.home.HomeFolder;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.Sentence;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.run.RunKind;
import undertone.corpora.run.RunState;
import undertone.corpora.run.Runs;
import undertone.engine.recognition.TestViews;

/// What runs have learned is the list of models, and says what may be done with each.
class TrainedModelsTest extends OpenHouse {

  private static TrainPlan plan(TrainPlan.Stage stage, String size, String start) {
    return new TrainPlan("mae-dfer", size, stage, start, null, true, 2, 0);
  }

  private static TrainPlan plan(TrainPlan.Stage stage) {
    return new TrainPlan("mae-dfer", "tiny", stage, null, null, true, 2, 0);
  }

  private TrainedModels.Trained learned(CorpusId corpus, TrainPlan plan, String... classes) {
    var runs = get(Runs.class);
    var json = JsonMapper.shared();
    var run =
        runs.queue(RunKind.TRAIN, corpus, json.writeValueAsString(plan), 0, "test", null).id();
    var found = json.writeValueAsString(Map.of("classes", classes));
    runs.begin(run, "cpu");
    runs.end(run, RunState.DONE, Sentence.of("done"), found);
    return get(TrainedModels.class).of(corpus).models().stream()
        .filter(model -> model.run().id().equals(run))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_model_is_called_by_what_it_is_and_the_run_it_came_from() {
    var corpus = corpus(1);
    var model = learned(corpus, plan(TrainPlan.Stage.FINE_TUNE), "anger", "fear");

    assertThat(model.name()).isEqualTo("mae-dfer-tiny-" + model.run().id());
    assertThat(model.classes()).containsExactly("anger", "fear");
    assertThat(get(TrainedModels.class).of(corpus).named(model.name())).isPresent();
  }

  @Test
  void only_what_was_fine_tuned_on_labels_that_are_there_may_vote() {
    var corpus = corpus(1);
    var scheme = get(Catalogue.class).schemeOf(corpus);
    var pre = learned(corpus, plan(TrainPlan.Stage.PRE_TRAIN));
    assertThatThrownBy(() -> pre.mustVote(scheme))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("was pre-trained only");

    var gone = learned(corpus, plan(TrainPlan.Stage.FINE_TUNE), "anger", "boredom");
    assertThatThrownBy(() -> gone.mustVote(scheme)).hasMessageContaining("boredom");
  }

  @Test
  void fine_tuning_starts_from_what_was_pre_trained_in_the_same_size() {
    var corpus = corpus(1);
    var models = get(TrainedModels.class);
    var pre = learned(corpus, plan(TrainPlan.Stage.PRE_TRAIN));

    assertThat(models.mustStart(corpus, plan(TrainPlan.Stage.FINE_TUNE, "tiny", pre.name())))
        .contains(models.folder(pre.run().id()));
    assertThatThrownBy(
            () -> models.mustStart(corpus, plan(TrainPlan.Stage.FINE_TUNE, "small", pre.name())))
        .hasMessageContaining("is another network");
    assertThatThrownBy(
            () -> models.mustStart(corpus, plan(TrainPlan.Stage.FINE_TUNE, "tiny", "../secret")))
        .hasMessageContaining("neither a model");

    var tuned = learned(corpus, plan(TrainPlan.Stage.FINE_TUNE), "anger", "fear");
    assertThatThrownBy(
            () -> models.mustStart(corpus, plan(TrainPlan.Stage.FINE_TUNE, "tiny", tuned.name())))
        .hasMessageContaining("was fine-tuned already");
  }

  @Test
  void of_weights_that_were_brought_only_pre_trained_ones_are_a_start() throws Exception {
    var corpus = corpus(1);
    var models = get(TrainedModels.class);
    var folder = Files.createDirectories(get(HomeFolder.class).weights("mae-dfer"));
    var pre = Files.createFile(folder.resolve("tiny-pretrain-0123.safetensors"));
    Files.createFile(folder.resolve("tiny-0123.safetensors"));

    assertThat(
            models.mustStart(
                corpus, plan(TrainPlan.Stage.FINE_TUNE, "tiny", "tiny-pretrain-0123.safetensors")))
        .contains(pre);
    assertThatThrownBy(() ->
            models.mustStart(
                corpus, plan(TrainPlan.Stage.FINE_TUNE, "tiny", "tiny-0123.safetensors")))
        .hasMessageContaining("among the pre-trained weights of mae-dfer in the size tiny");
    assertThatThrownBy(() ->
            models.mustStart(
                corpus, plan(TrainPlan.Stage.FINE_TUNE, "small", "tiny-pretrain-0123.safetensors")))
        .hasMessageContaining("in the size small");
  }

  @Test
  void a_model_whose_labels_are_gone_can_still_be_suspended() {
    var corpus = corpus(1);
    var scheme = get(Catalogue.class).schemeOf(corpus);
    var gone = learned(corpus, plan(TrainPlan.Stage.FINE_TUNE), "anger", "boredom").name();
    var shelf = get(TrainedModels.class).of(corpus);

    assertThatCode(() -> new VotePlan(gone, VotePlan.Deed.SUSPEND).mustSuit(scheme, shelf))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new VotePlan(gone, VotePlan.Deed.LOOK).mustSuit(scheme, shelf))
        .hasMessageContaining("boredom");
    assertThatCode(() ->
            new VotePlan("mae-dfer-base-0123456789ab", VotePlan.Deed.SUSPEND)
                .mustSuit(scheme, shelf))
        .as("brought once, its file gone since")
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> new VotePlan("x", VotePlan.Deed.SUSPEND).mustSuit(scheme, shelf))
        .hasMessageContaining("There is no model \"x\"");
  }

  @Test
  void a_plan_of_before_there_was_anything_to_compute_again_is_read_still() {
    var plan =
        JsonMapper.shared()
            .readValue(
                """
                {"model": "svfap", "size": "tiny", "stage": "FINE_TUNE", "start": null,
                 "epochs": null, "agreed": true, "voters": 2, "seed": 1, "features": null,
                 "tracks": null}
                """,
                TrainPlan.class);

    assertThat(plan.recomputes()).isFalse();
    assertThat(plan.views()).isEqualTo(TestViews.USUAL);
  }

  @Test
  void a_plan_names_what_there_is() {
    assertThatThrownBy(() ->
            new TrainPlan("oracle", "tiny", TrainPlan.Stage.FINE_TUNE, null, null, true, 2, 0))
        .hasMessage(
            "There is no model \"oracle\"; there is attention, emotion-nas, emt-dlfr, feature-fusion, gcnet, hicmae, mae-dfer, mlp, svfap, two-aspect.");
    assertThatThrownBy(() -> plan(TrainPlan.Stage.FINE_TUNE, "giant", "x"))
        .hasMessageContaining("tiny, small, base");
    assertThatThrownBy(() -> plan(TrainPlan.Stage.PRE_TRAIN, "tiny", "x"))
        .hasMessageContaining("Pre-training begins from the beginning");
  }
}
