package undertone.corpora.vote;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.NativeQuery;
import undertone.corpora.Cue;

interface Votes extends JpaRepository<Vote, Long> {
  Optional<Vote> findByClientId(UUID clientId);

  List<Vote> findByClientIdIn(Collection<UUID> clientIds);

  Optional<Vote> findFirstByClipIdAndVoterIdOrderByRevisionDesc(long clip, long voter);

  Optional<Vote> findFirstByClipIdAndVoterIdAndCueOrderByRevisionDesc(
      long clip, long voter, Cue cue);

  List<Vote> findByClipIdOrderById(long clip);

  @NativeQuery("select * from standing_vote where clip_id in (?1) order by clip_id, id")
  List<Vote> standing(Collection<Long> clips);

  @NativeQuery("select * from probation_vote where clip_id in (?1) order by clip_id, id")
  List<Vote> onProbation(Collection<Long> clips);

  @NativeQuery("select * from standing_cue_vote where clip_id in (?1) order by clip_id, id")
  List<Vote> standingOfCues(Collection<Long> clips);
}
