package undertone.annotator.rest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import undertone.annotator.OpenHouse;
import undertone.corpora.AccountId;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.ProposalId;
import undertone.corpora.RunId;
import undertone.corpora.corpus.Catalogue;
import undertone.corpora.decision.Curation;
import undertone.corpora.media.DerivedFile;
import undertone.corpora.media.MediaStore;
import undertone.corpora.media.Spectrogram;
import undertone.corpora.people.CorpusRole;
import undertone.corpora.people.People;
import undertone.exports.ReleasePolicy;
import undertone.exports.Releases;

/// One corpus with one of everything a route can name.
///
/// @param clip first in the queue
/// @param shown clip with media
/// @param spare somebody whose role may be changed
record MatrixWorld(
    CorpusId corpus,
    ClipId clip,
    ClipId shown,
    ProposalId proposal,
    long decision,
    RunId run,
    String release,
    AccountId spare,
    long invite) {

  private static final long NOTHING = 987_654_321L;

  static MatrixWorld make(OpenHouse house) {
    return of(house, house.corpus(3));
  }

  /// One of everything in a corpus of three clips or more.
  static MatrixWorld of(OpenHouse house, CorpusId corpus) {
    return new Maker(house).furnish(corpus);
  }

  /// The same with numbers nothing has.
  MatrixWorld missing() {
    return new MatrixWorld(
        new CorpusId(NOTHING),
        new ClipId(NOTHING),
        new ClipId(NOTHING),
        new ProposalId(NOTHING),
        NOTHING,
        new RunId(NOTHING),
        release,
        spare,
        NOTHING);
  }

  /// The same things, asked for in another corpus.
  MatrixWorld in(CorpusId other) {
    return new MatrixWorld(other, clip, shown, proposal, decision, run, release, spare, invite);
  }

  private static final class Maker {
    private final OpenHouse house;

    Maker(OpenHouse house) {
      this.house = house;
    }

    MatrixWorld furnish(CorpusId corpus) {
      house.get(Catalogue.class).plan(corpus, 100, Duration.ofMinutes(30));
      var clips = house.clipsOf(corpus);
      var proposals = house.proposals(corpus, clips);
      var spare = house.member(corpus, CorpusRole.RESEARCHER);
      var decision =
          house
              .get(Curation.class)
              .accept(UUID.randomUUID(), proposals.getLast(), spare.id(), "sure");
      house.get(Releases.class).create(corpus, "r1", ReleasePolicy.DEFAULT, null, (_, _) -> {});
      var invite =
          house
              .get(People.class)
              .invite(
                  undertone.corpora.people.InstanceRole.MEMBER,
                  null,
                  null,
                  "matrix",
                  null,
                  Duration.ofHours(1));
      return new MatrixWorld(
          corpus,
          clips.getFirst(),
          shown(clips.get(1)),
          proposals.getFirst(),
          decision.id(),
          house.run(corpus),
          "r1",
          spare.id(),
          invite.what().id());
    }

    /// Gives a clip media with everything made from them.
    private ClipId shown(ClipId clip) {
      try {
        var file = Files.createTempFile("clip", ".mp4");
        Files.writeString(file, "not a film, but bytes " + UUID.randomUUID());
        var store = house.get(MediaStore.class);
        var stored = store.put(file);
        Files.delete(file);
        for (var kind : DerivedFile.values()) {
          if (kind != DerivedFile.PROXY) {
            var place = store.derived(stored.hash(), kind);
            Files.createDirectories(place.getParent());
            Files.writeString(place, kind.name());
          }
        }
        Files.writeString(store.derived(stored.hash(), Spectrogram.fileName(0)), "SPECTROGRAM");
        var jdbc = house.get(JdbcClient.class);
        jdbc.sql(
                "insert into media_file (hash, bytes, mime, browser_safe, preparation, created_at)"
                    + " values (?, ?, 'video/mp4', true, 'READY', current_timestamp)")
            .params(stored.hash(), stored.bytes())
            .update();
        jdbc.sql(
                "update clip set media_hash = ?, modality = 'VIDEO', has_audio = true where id = ?")
            .params(stored.hash(), clip.value())
            .update();
        return clip;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
