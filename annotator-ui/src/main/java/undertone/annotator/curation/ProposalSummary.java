package undertone.annotator.curation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import undertone.annotator.media.MediaAddresses;
import undertone.corpora.Modality;
import undertone.corpora.clip.Clip;
import undertone.corpora.proposal.Proposal;
import undertone.corpora.proposal.ProposalKind;
import undertone.corpora.proposal.ProposalState;

/// A proposal as it stands in the review list.
///
/// @param text what is said, or the text itself
/// @param fromLabel what most voters put first, null if they hold nothing
/// @param candidates the set as the run would leave it, most probable first
/// @param probability of the proposed label, 0..1
/// @param noise probability that the voters' set misses the true label, 0..1
/// @param gain what a curator's minute gains here; the order of the list
public record ProposalSummary(
    long id,
    long clip,
    String clipName,
    Modality modality,
    @Nullable String text,
    MediaAddresses media,
    ProposalKind kind,
    String label,
    @Nullable String fromLabel,
    List<String> candidates,
    double probability,
    double noise,
    double gain,
    ProposalState state,
    long run) {

  static ProposalSummary of(Proposal proposal, Clip clip) {
    return new ProposalSummary(
        proposal.id().value(),
        clip.id().value(),
        clip.name(),
        clip.modality(),
        clip.text().orElse(null),
        MediaAddresses.of(clip),
        proposal.kind(),
        proposal.label(),
        proposal.fromLabel().orElse(null),
        proposal.candidates().labels(),
        proposal.probability(),
        proposal.noise(),
        proposal.gain(),
        proposal.state(),
        proposal.run().value());
  }
}
