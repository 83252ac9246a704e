package undertone.corpora.track;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;
import undertone.corpora.InvalidValueException;
import undertone.corpora.challenge.ClipNames;
import undertone.corpora.clip.Clip;
import undertone.corpora.clip.ClipMark;
import undertone.corpora.clip.Library;
import undertone.corpora.media.DerivedFile;
import undertone.corpora.media.MediaStore;
import undertone.corpora.vote.VoterKind;
import undertone.corpora.vote.Voting;

/// Brings tables of frames into a corpus as the tracks of a machine voter.
@Service
public class TrackIntake {
  private final Library library;
  private final Voting voting;
  private final FrameTracks tracks;

  TrackIntake(Library library, Voting voting, FrameTracks tracks) {
    this.library = library;
    this.voting = voting;
    this.tracks = tracks;
  }

  /// What tables brought.
  ///
  /// @param clips that have tracks now
  /// @param frames of them
  /// @param measures by how many clips have them
  /// @param unknown clips of the tables that the corpus does not know, or knows several of
  /// @param faults what could not be taken, each with its file; all else was
  public record Report(
      int clips,
      long frames,
      Map<String, Integer> measures,
      List<String> unknown,
      List<String> faults) {
    public Report {
      measures = Map.copyOf(measures);
      unknown = List.copyOf(unknown);
      faults = List.copyOf(faults);
    }
  }

  /// Takes in tables, each whole or not at all. A table of one clip that does not say which is of
  /// the clip it is called like.
  ///
  /// @param voter name of the machine voter whose tracks they are
  /// @param framesPerSecond of tables that count frames; null = by the exact times of the clip's
  ///   own frames, where they are known
  /// @param store where those times lie
  /// @throws InvalidValueException if the name is that of somebody who is no machine
  public Report bring(
      CorpusId corpus,
      List<Path> files,
      String voter,
      @Nullable Double framesPerSecond,
      MediaStore store)
      throws IOException {
    if (framesPerSecond != null && !(framesPerSecond > 0)) {
      throw new InvalidValueException("There must be more than 0 frames a second.");
    }
    var who = voting.machine(corpus, VoterKind.MACHINE, voter);
    if (who.kind() != VoterKind.MACHINE) {
      throw new InvalidValueException(
          "Somebody called \"%s\" votes in this corpus who is no model; tracks need a name of their"
              + " own.",
          voter);
    }
    var clips = byName(library.marks(corpus));
    var measures = new HashMap<String, Integer>();
    var unknown = new ArrayList<String>();
    var faults = new ArrayList<String>();
    int written = 0;
    long frames = 0;
    for (var file : files) {
      try {
        var read = read(file);
        for (var one : read.clips()) {
          var name = one.clip().isEmpty() ? String.valueOf(file.getFileName()) : one.clip();
          var clip = clips.getOrDefault(name, clips.getOrDefault(key(name), List.of()));
          if (clip.size() != 1) {
            unknown.add(name);
            continue;
          }
          var times =
              one.numbered()
                  ? times(library.require(corpus, clip.getFirst()), framesPerSecond, store)
                  : null;
          var of = tracks(read.measures(), one, times);
          tracks.write(corpus, clip.getFirst(), who.id(), null, of);
          of.forEach(track -> measures.merge(track.measure().name(), 1, Integer::sum));
          written++;
          frames += one.frames().size();
        }
      } catch (InvalidValueException e) {
        faults.add("%s: %s".formatted(file, e.getMessage()));
      }
    }
    return new Report(written, frames, measures, unknown, faults);
  }

  private static FrameTable.Read read(Path file) throws IOException {
    try (var text = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      return FrameTable.of(text);
    } catch (CharacterCodingException _) {
      throw new InvalidValueException("This is no table of UTF-8 text.");
    }
  }

  private static List<FrameTrack> tracks(
      List<Measure> measures, FrameTable.Frames read, @Nullable Times times) {
    var micros = new ArrayList<Long>();
    var rows = new ArrayList<float[]>();
    long before = -1;
    for (var frame : read.frames().entrySet()) {
      long at = times == null ? frame.getKey() : times.at(frame.getKey());
      if (at > before) { // a picture is listed for longer than it is shown
        micros.add(at);
        rows.add(frame.getValue());
        before = at;
      }
    }
    var at = micros.stream().mapToLong(Long::longValue).toArray();
    var all = new ArrayList<FrameTrack>();
    for (int m = 0; m < measures.size(); m++) {
      var values = new float[at.length];
      for (int i = 0; i < at.length; i++) {
        values[i] = rows.get(i)[m];
      }
      var track = new FrameTrack(measures.get(m), at, values);
      if (track.says()) {
        all.add(track);
      }
    }
    return all;
  }

  /// When a numbered frame appears, in microseconds.
  private interface Times {
    long at(long frame);
  }

  private static Times times(Clip clip, @Nullable Double framesPerSecond, MediaStore store) {
    if (framesPerSecond != null) {
      return frame -> Math.round(frame * 1e6 / framesPerSecond);
    }
    var exact =
        clip.mediaHash()
            .map(hash -> store.derived(hash, DerivedFile.FRAME_TIMES))
            .filter(Files::isRegularFile)
            .map(TrackIntake::longs)
            .orElseThrow(() ->
                new InvalidValueException(
                    "The table counts frames, and it is not known when the frames of %s appear."
                        + " Say how many there are a second (--fps), or prepare the corpus's media"
                        + " first.",
                    clip.name()));
    return frame -> {
      if (frame < 0 || frame >= exact.length) {
        throw new InvalidValueException(
            "The table has a frame %s, but %s has %s. Were its frames numbered from another file?",
            frame, clip.name(), exact.length);
      }
      return exact[(int) frame];
    };
  }

  private static long[] longs(Path file) {
    try {
      var from = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      var longs = new long[from.remaining() / Long.BYTES];
      from.asLongBuffer().get(longs);
      return longs;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, List<ClipId>> byName(List<ClipMark> marks) {
    var clips = new HashMap<String, List<ClipId>>();
    for (var mark : marks) {
      clips.merge(key(mark.name()), List.of(mark.clip()), (a, _) -> List.of());
    }
    marks.forEach(mark -> clips.put(mark.name(), List.of(mark.clip())));
    return clips;
  }

  /// The name without folders and ending, however it is written.
  private static String key(String name) {
    var file = name.replace('\\', '/');
    file = file.substring(file.lastIndexOf('/') + 1);
    return ClipNames.of(file.replaceFirst("(?i)\\.(csv|txt)$", "")).toLowerCase(Locale.ROOT);
  }
}
