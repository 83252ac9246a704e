package undertone.annotator.jobs;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import undertone.annotator.home.HomeFolder;
import undertone.annotator.home.KeyRing;
import undertone.corpora.clip.Library;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.endpoint.ModelEndpoints;
import undertone.corpora.media.MediaStore;
import undertone.corpora.proposal.Proposals;
import undertone.corpora.pseudo.Audits;
import undertone.corpora.pseudo.PseudoLabels;
import undertone.corpora.run.Runs;
import undertone.corpora.trace.ReferenceTraces;
import undertone.corpora.trace.Traces;
import undertone.corpora.track.FrameTracks;
import undertone.corpora.vote.Voting;
import undertone.exports.Releases;

/// The door through which jobs come to the engine, and the home both sides share.
@Configuration(proxyBeanMethods = false)
public class JobsDoor {

  @Bean
  HomeFolder homeFolder(@Value("${undertone.home}") Path home) {
    return new HomeFolder(home).ready();
  }

  @Bean
  MediaStore mediaStore(HomeFolder home) {
    return new MediaStore(home.root());
  }

  @Bean
  Releases releases(
      HomeFolder home,
      Catalogue catalogue,
      Library library,
      Voting voting,
      ReferenceTraces references,
      JdbcTemplate template,
      Clock clock) {
    return new Releases(home.releases(), catalogue, library, voting, references, template, clock);
  }

  @Bean
  EarlierRefinements earlierRefinements(Runs runs, HomeFolder home) {
    return new EarlierRefinements(runs, home);
  }

  @Bean
  PseudoPool pseudoPool(
      Catalogue catalogue,
      Library library,
      Voting voting,
      Proposals proposals,
      PseudoLabels pseudo,
      Audits audits,
      VoterFamilies families) {
    return new PseudoPool(catalogue, library, voting, proposals, pseudo, audits, families);
  }

  @Bean
  VoterFamilies voterFamilies(
      Voting voting, Runs runs, ModelEndpoints endpoints, TrainedModels trained) {
    return new VoterFamilies(voting, runs, endpoints, trained);
  }

  @Bean
  TrainedModels trainedModels(Runs runs, HomeFolder home, TrackTeachers teachers) {
    return new TrainedModels(runs, home, teachers);
  }

  @Bean
  DescribingModels describingModels(Runs runs, TrainedModels trained) {
    return new DescribingModels(runs, trained);
  }

  @Bean
  TrackTeachers trackTeachers(
      FrameTracks tracks, Voting voting, Traces traces, ReferenceTraces references) {
    return new TrackTeachers(tracks, voting, traces, references);
  }

  @Bean
  PseudoProposals pseudoProposals(PseudoLabels pseudo, Library library, Voting voting) {
    return new PseudoProposals(pseudo, library, voting);
  }

  @Bean
  JobTasks.Desk engineDesk(DataSource database, Clock clock) {
    return new JobTasks.Desk(database, clock);
  }

  @Bean
  KeyRing keyRing(HomeFolder home) {
    return new KeyRing(home);
  }

  /// @param allowed hosts that may be asked by plain http, on this machine or in its network
  @Bean
  LlmDoor llmDoor(
      HomeFolder home,
      KeyRing keys,
      ModelEndpoints endpoints,
      Catalogue catalogue,
      Library library,
      Voting voting,
      @Value("${undertone.llm.allowed-hosts:}") List<String> allowed) {
    var hosts = allowed.stream().filter(h -> !h.isBlank()).collect(Collectors.toSet());
    return new LlmDoor(home, keys, endpoints, catalogue, library, voting, hosts);
  }

  @Bean
  RankingVotes rankingVotes(Catalogue catalogue, Library library, Voting voting) {
    return new RankingVotes(catalogue, library, voting);
  }
}
