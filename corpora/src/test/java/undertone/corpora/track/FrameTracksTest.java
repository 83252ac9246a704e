package undertone.corpora.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static undertone.corpora.HouseOnBothDatabases.clipsOf;
import static undertone.corpora.HouseOnBothDatabases.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import undertone.corpora.HouseOnBothDatabases;
import undertone.corpora.HouseOnBothDatabases.Furnished;
import undertone.corpora.InvalidValueException;
import undertone.corpora.clip.Library;
import undertone.corpora.media.MediaStore;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

class FrameTracksTest {
  @TempDir private Path folder;

  static List<Furnished> houses() {
    return HouseOnBothDatabases.houses();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void newer_tracks_of_a_clip_take_the_place_of_older_ones(Furnished house) {
    var corpus = corpus(house, 2, 1);
    var clips = clipsOf(house, corpus);
    var tracks = house.get(FrameTracks.class);
    var voter = house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, "eyes").id();
    var other = house.get(Voting.class).machine(corpus.id(), VoterKind.MACHINE, "others").id();
    var smile = track(Measure.unit(12), .5f, Float.NaN);
    var frown = track(Measure.unit(4), .25f, 0);
    var mood = track(Measure.VALENCE, -.5f, .5f);

    tracks.write(corpus.id(), clips.get(0), voter, null, List.of(smile, track(Measure.unit(1), 1)));
    tracks.write(corpus.id(), clips.get(0), voter, null, List.of(smile, frown, mood));
    tracks.write(corpus.id(), clips.get(0), other, null, List.of(frown));
    tracks.write(corpus.id(), clips.get(1), other, null, List.of(frown));

    assertThat(tracks.of(clips.get(0)))
        .containsExactly(
            new FrameTracks.Followed(voter, List.of(mood, frown, smile)),
            new FrameTracks.Followed(other, List.of(frown)));
    assertThat(tracks.clips(corpus.id())).containsEntry(voter, 1L).containsEntry(other, 2L);
    assertThat(tracks.clipsOf(corpus.id(), other)).containsExactlyElementsOf(clips);
    assertThat(tracks.remove(corpus.id(), other)).isEqualTo(2);
    assertThat(tracks.any(clips.get(1))).isFalse();
    assertThat(tracks.any(clips.get(0))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("houses")
  void a_table_is_of_the_clip_it_names_or_is_called_like(Furnished house) throws IOException {
    var corpus = corpus(house, 2, 1);
    var clips = clipsOf(house, corpus);
    var names =
        clips.stream()
            .map(clip -> house.get(Library.class).find(clip).orElseThrow().name())
            .toList();
    var named =
        Files.writeString(
            folder.resolve("all.csv"),
            "clip,time,AU12\nsome/where/%s,0,0.5\nnobody.mp4,0,0.5\n".formatted(names.get(0)));
    var called =
        Files.writeString(folder.resolve(names.get(1) + ".csv"), "frame,AU12\n0,0.25\n5,0.75\n");
    var wrong = Files.writeString(folder.resolve("wrong.csv"), "time,AU12\n0,7\n");

    var report =
        house
            .get(TrackIntake.class)
            .bring(
                corpus.id(), List.of(named, called, wrong), "eyes", 25.0, new MediaStore(folder));

    assertThat(report.clips()).isEqualTo(2);
    assertThat(report.frames()).isEqualTo(3);
    assertThat(report.measures()).containsExactly(Map.entry("AU12", 2));
    assertThat(report.unknown()).containsExactly("nobody.mp4");
    assertThat(report.faults())
        .singleElement()
        .asString()
        .contains("wrong.csv: Row 2 of the table has 7.0 for AU12");
    var second = house.get(FrameTracks.class).of(clips.get(1)).getFirst().tracks().getFirst();
    assertThat(second.micros(1)).isEqualTo(200_000);
  }

  @ParameterizedTest
  @MethodSource("houses")
  void frames_that_are_only_counted_need_to_be_told_how_fast_they_pass(Furnished house)
      throws IOException {
    var corpus = corpus(house, 1, 1);
    var name =
        house.get(Library.class).find(clipsOf(house, corpus).getFirst()).orElseThrow().name();
    var table =
        Files.writeString(folder.resolve("t.csv"), "clip,frame,AU12\n%s,0,1\n".formatted(name));

    var report =
        house
            .get(TrackIntake.class)
            .bring(corpus.id(), List.of(table), "eyes", null, new MediaStore(folder));

    assertThat(report.clips()).isZero();
    assertThat(report.faults()).singleElement().asString().contains("--fps");
  }

  @Test
  void a_track_rises_in_time_and_stays_in_range() {
    assertThatThrownBy(() -> track(Measure.unit(12), -.5f))
        .isInstanceOf(InvalidValueException.class);
    assertThatThrownBy(() -> new FrameTrack(Measure.VALENCE, new long[] {5, 5}, new float[] {0, 0}))
        .isInstanceOf(InvalidValueException.class)
        .hasMessageContaining("frame 2 is at 5 microseconds");
  }

  private static FrameTrack track(Measure measure, float... values) {
    var micros = new long[values.length];
    for (int i = 0; i < micros.length; i++) {
      micros[i] = i * 40_000L;
    }
    return new FrameTrack(measure, micros, values);
  }
}
