package undertone.annotator.jobs;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import undertone.corpora.InvalidValueException;
import undertone.corpora.LabelScheme;
import undertone.corpora.rule.Rule;
import undertone.engine.captions.EnglishWords;
import undertone.engine.captions.PromptVoter;
import undertone.engine.features.Extractors;
import undertone.engine.openclip.OpenClipFile;
import undertone.engine.voters.FaceExpressionVoter;
import undertone.models.hosting.HostedModel;

/// @param model that votes, by the name of its voter: the face network, the space that was learned
///   from captions, a model learned here, or one that was fine-tuned elsewhere
/// @param deed what is to be done; null = [Deed#LOOK]
/// @param map labels that classes of a model stand for that was fine-tuned elsewhere, where they
///   are not called alike; by the words for its classes
public record VotePlan(String model, @Nullable Deed deed, Map<String, String> map) {

  /// What a run does with a model's votes.
  public enum Deed {
    /// The model looks at every clip and votes.
    LOOK,
    /// Its votes, seen by curators only so far, count from now on.
    LET_IN,
    /// Its votes count no more, and curators see them still.
    SUSPEND
  }

  /// The face expression network.
  public static final VotePlan FACE_EXPRESSION = new VotePlan(FaceExpressionVoter.NAME, Deed.LOOK);

  /// The space that was learned from captions.
  public static final VotePlan CAPTION_SPACE = new VotePlan(PromptVoter.NAME, Deed.LOOK);

  public VotePlan {
    deed = Objects.requireNonNullElse(deed, Deed.LOOK);
    map = map == null ? Map.of() : Map.copyOf(map); // plans of earlier versions have none
  }

  /// A plan of a model whose classes are labels.
  public VotePlan(String model, @Nullable Deed deed) {
    this(model, deed, Map.of());
  }

  /// Whether the space votes that was learned from captions.
  public boolean byCaptions() {
    return PromptVoter.NAME.equals(model);
  }

  /// Whether it is no model but a rule, which votes with all the others ([RulesJob]).
  private boolean byRule() {
    return Rule.isVoter(model);
  }

  /// Whether a model votes that was trained on the corpus, or brought in.
  public boolean learnedHere() {
    return !FaceExpressionVoter.NAME.equals(model) && !byCaptions() && !byRule();
  }

  /// Whether its votes count for nothing until they are let in: those of all that learned on the
  /// corpus or elsewhere.
  boolean onProbation() {
    return learnedHere() || byCaptions();
  }

  /// The same under the model's whole name, where it came from elsewhere and was named without its
  /// hash.
  ///
  /// @param learned models of the corpus
  /// @throws InvalidValueException if several are called so
  public VotePlan whole(TrainedModels.Shelf learned) {
    return new VotePlan(learned.whole(model), deed, map);
  }

  /// Refuses what the model cannot do. To be let in or suspended it needs to know no label: what it
  /// voted stands, whatever became of the scheme.
  ///
  /// @param scheme whose labels it would vote for
  /// @param learned models that were learned on the corpus
  /// @throws InvalidValueException if it is not there, or is to look and knows too few of the
  ///   labels
  public void mustSuit(LabelScheme scheme, TrainedModels.Shelf learned) {
    var brought = learned.brought(model);
    if (brought.isPresent() && !brought.get().readsWords()) {
      if (deed == Deed.LOOK) {
        brought.get().mustVote(scheme, map);
      }
      return;
    }
    if (deed != Deed.LOOK && cameFromElsewhere() && learned.named(model).isEmpty()) {
      return; // its file may be gone while its votes stand; the run says if it never voted
    }
    if (!map.isEmpty()) {
      throw new InvalidValueException(
          "%s tells labels of the scheme apart; leave out what its classes stand for.", model);
    }
    if (brought.isPresent()) {
      if (deed == Deed.LOOK) {
        mustReadInEnglish(scheme);
      }
      return;
    }
    if (byRule()) {
      if (deed == Deed.LOOK) {
        throw new InvalidValueException(
            "Rules vote together; let them vote in the room Rules or by \"run rules\".");
      }
    } else if (learnedHere()) {
      var found = learned.require(model);
      if (deed == Deed.LOOK) {
        found.mustVote(scheme);
      }
    } else if (deed == Deed.LOOK && byCaptions()) {
      learned.mustKnowCaptions();
    } else if (deed == Deed.LOOK) {
      faceNetworkMustSuit(scheme);
    }
  }

  private void mustReadInEnglish(LabelScheme scheme) {
    var foreign = EnglishWords.foreign(EnglishWords.of(scheme.labels()));
    if (!foreign.isEmpty()) {
      throw new InvalidValueException(
          "%s reads English, and for these labels there is no English word: %s. Give each an English"
              + " name.",
          model, String.join(", ", foreign));
    }
  }

  /// By its name: a hosted model, its size, and the beginning of the hash of its file.
  private boolean cameFromElsewhere() {
    return Stream.concat(
                HostedModel.all().stream().map(HostedModel::name), Stream.of(OpenClipFile.MODEL))
            .anyMatch(hosted -> model.startsWith(hosted + "-"))
        && model.matches(".*-[0-9a-f]{12}");
  }

  private static void faceNetworkMustSuit(LabelScheme scheme) {
    if (!Extractors.haveFaceNetworks()) {
      throw new InvalidValueException(
          "The face network is not part of this build; build again with npm and a network to have"
              + " it.");
    }
    if (!FaceExpressionVoter.knows(scheme)) {
      throw new InvalidValueException(
          "The face network tells apart %s; this label scheme has fewer than two of them.",
          String.join(", ", FaceExpressionVoter.expressions()));
    }
  }
}
