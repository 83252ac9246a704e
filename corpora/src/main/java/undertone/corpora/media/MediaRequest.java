package undertone.corpora.media;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a worker can be asked, and how question and answer travel.
///
/// The pipe carries plain numbers and texts, no Java objects. A worker that has read a hostile file
/// may be lying, so every count and size in an answer is checked against the question.
///
/// @param <A> the answer
sealed interface MediaRequest<A> {

  // What comes next in an answer.
  byte END = 0;
  byte PART = 1;
  byte UNDECODABLE = 2;

  /// The one file the worker opens.
  Path file();

  MediaFormat format();

  Duration timeout(WorkerLimits limits);

  void writeDetails(DataOutput out) throws IOException;

  /// @throws UndecodableException if the worker answers that the file gives nothing
  A readAnswer(DataInput in) throws IOException, UndecodableException;

  /// What is this file?
  record Probe(Path file, MediaFormat format) implements MediaRequest<ProbeResult.Readable> {

    @Override
    public Duration timeout(WorkerLimits limits) {
      return limits.probe();
    }

    @Override
    public void writeDetails(DataOutput out) {}

    static void writeAnswer(DataOutput out, ProbeResult.Readable found) throws IOException {
      out.writeByte(PART);
      out.writeUTF(found.kind().name());
      out.writeUTF(found.mime());
      out.writeLong(found.durationMicros());
      out.writeInt(found.width());
      out.writeInt(found.height());
      writeOptional(out, found.videoCodec());
      writeOptional(out, found.audioCodec());
      out.writeBoolean(found.browserSafe());
    }

    @Override
    public ProbeResult.Readable readAnswer(DataInput in) throws IOException, UndecodableException {
      expectPart(in);
      return new ProbeResult.Readable(
          MediaKind.valueOf(in.readUTF()),
          in.readUTF(),
          in.readLong(),
          in.readInt(),
          in.readInt(),
          readOptional(in),
          readOptional(in),
          in.readBoolean());
    }
  }

  /// Make everything annotators need of this file, into an empty folder.
  record Prepare(Path file, MediaFormat format, Path folder) implements MediaRequest<Prepared> {

    @Override
    public Duration timeout(WorkerLimits limits) {
      return limits.prepare();
    }

    @Override
    public void writeDetails(DataOutput out) throws IOException {
      out.writeUTF(folder.toString());
    }

    static void writeAnswer(DataOutput out, Prepared made) throws IOException {
      out.writeByte(PART);
      out.writeLong(made.durationMicros());
      out.writeLong(made.frames());
      out.writeBoolean(made.proxy());
      out.writeBoolean(made.poster());
      out.writeInt(made.thumbnails());
      out.writeInt(made.thumbnailWidth());
      out.writeInt(made.thumbnailHeight());
      out.writeLong(made.peaks());
      out.writeFloat(made.loudest());
      writeOptional(out, made.remark());
    }

    @Override
    public Prepared readAnswer(DataInput in) throws IOException, UndecodableException {
      expectPart(in);
      return new Prepared(
          in.readLong(),
          in.readLong(),
          in.readBoolean(),
          in.readBoolean(),
          in.readInt(),
          in.readInt(),
          in.readInt(),
          in.readLong(),
          in.readFloat(),
          readOptional(in));
    }
  }

  /// Copy one cue of this file into an empty folder.
  ///
  /// @param copy [DerivedFile#FACE] or [DerivedFile#VOICE]
  record CueCopy(Path file, MediaFormat format, Path folder, DerivedFile copy)
      implements MediaRequest<Boolean> {

    @Override
    public Duration timeout(WorkerLimits limits) {
      return limits.prepare();
    }

    @Override
    public void writeDetails(DataOutput out) throws IOException {
      out.writeUTF(folder.toString());
      out.writeUTF(copy.name());
    }

    static void writeAnswer(DataOutput out) throws IOException {
      out.writeByte(PART);
    }

    @Override
    public Boolean readAnswer(DataInput in) throws IOException, UndecodableException {
      expectPart(in);
      return true;
    }
  }

  /// Write the pictures of this file anew, coarser and with other sound, into an empty folder.
  ///
  /// @param rate of the blur: 1 = none, 2 or 4
  /// @param sound what is to be heard; a file of our own beside the copy
  record Remix(Path file, MediaFormat format, Path folder, int rate, Path sound)
      implements MediaRequest<Boolean> {

    @Override
    public Duration timeout(WorkerLimits limits) {
      return limits.prepare();
    }

    @Override
    public void writeDetails(DataOutput out) throws IOException {
      out.writeUTF(folder.toString());
      out.writeInt(rate);
      out.writeUTF(sound.toString());
    }

    static void writeAnswer(DataOutput out) throws IOException {
      out.writeByte(PART);
    }

    @Override
    public Boolean readAnswer(DataInput in) throws IOException, UndecodableException {
      expectPart(in);
      return true;
    }
  }

  /// Give pictures, evenly over the clip.
  record Pictures(Path file, MediaFormat format, double rateHz, int maxFrames, int maxSide)
      implements MediaRequest<List<Frame>> {

    static final int LARGEST_SIDE = 4096;

    public Pictures {
      if (!(rateHz > 0) || maxFrames < 1 || maxSide < 1 || maxSide > LARGEST_SIDE) {
        throw new IllegalArgumentException(
            "Frames need a rate above 0 Hz, at least one frame and a side of 1 to %d pixels, not %s Hz, %d frames, %d pixels."
                .formatted(LARGEST_SIDE, rateHz, maxFrames, maxSide));
      }
    }

    @Override
    public Duration timeout(WorkerLimits limits) {
      return limits.decode();
    }

    @Override
    public void writeDetails(DataOutput out) throws IOException {
      out.writeDouble(rateHz);
      out.writeInt(maxFrames);
      out.writeInt(maxSide);
    }

    static void writeFrame(DataOutput out, Frame frame) throws IOException {
      out.writeByte(PART);
      out.writeLong(frame.timeMicros());
      out.writeInt(frame.width());
      out.writeInt(frame.height());
      out.write(frame.rgb());
    }

    @Override
    public List<Frame> readAnswer(DataInput in) throws IOException, UndecodableException {
      var frames = new ArrayList<Frame>();
      while (hasPart(in)) {
        count(frames.size() + 1, maxFrames);
        long timeMicros = in.readLong();
        int width = count(in.readInt(), maxSide);
        int height = count(in.readInt(), maxSide);
        var rgb = new byte[width * height * 3];
        in.readFully(rgb);
        frames.add(new Frame(timeMicros, width, height, rgb));
      }
      return frames;
    }
  }

  /// Give the sound as one channel.
  record Mono(Path file, MediaFormat format, int sampleRateHz) implements MediaRequest<float[]> {

    private static final int LONGEST_SECONDS = 4 * 3600;

    public Mono {
      if (sampleRateHz < 1000 || sampleRateHz > 192_000) {
        throw new IllegalArgumentException(
            "Sound is decoded at 1,000 to 192,000 Hz, not at %d.".formatted(sampleRateHz));
      }
    }

    @Override
    public Duration timeout(WorkerLimits limits) {
      return limits.decode();
    }

    @Override
    public void writeDetails(DataOutput out) throws IOException {
      out.writeInt(sampleRateHz);
    }

    static void writeSamples(DataOutput out, float[] samples) throws IOException {
      out.writeByte(PART);
      out.writeInt(samples.length);
      for (float sample : samples) {
        out.writeFloat(sample);
      }
    }

    @Override
    public float[] readAnswer(DataInput in) throws IOException, UndecodableException {
      long longest = Math.min(Integer.MAX_VALUE - 8, (long) LONGEST_SECONDS * sampleRateHz);
      var samples = new float[sampleRateHz];
      int length = 0;
      while (hasPart(in)) {
        int end = length + count(in.readInt(), (int) longest - length);
        if (end > samples.length) {
          samples = Arrays.copyOf(samples, (int) Math.min(longest, Math.max(end, 2L * length)));
        }
        while (length < end) {
          samples[length++] = in.readFloat();
        }
      }
      return Arrays.copyOf(samples, length);
    }
  }

  /// Ends an answer of several parts.
  static void writeEnd(DataOutput out) throws IOException {
    out.writeByte(END);
  }

  /// Says, at the start of an answer or between its parts, that the file gives nothing.
  static void writeUndecodable(DataOutput out, String reason) throws IOException {
    out.writeByte(UNDECODABLE);
    out.writeUTF(reason);
  }

  static void write(DataOutput out, MediaRequest<?> request) throws IOException {
    out.writeByte(
        switch (request) {
          case Probe _ -> 1;
          case Prepare _ -> 2;
          case Pictures _ -> 3;
          case Mono _ -> 4;
          case CueCopy _ -> 5;
          case Remix _ -> 6;
        });
    out.writeUTF(request.file().toString());
    out.writeUTF(request.format().name());
    request.writeDetails(out);
  }

  static MediaRequest<?> read(DataInput in) throws IOException {
    int kind = in.readByte();
    var file = Path.of(in.readUTF());
    var format = MediaFormat.valueOf(in.readUTF());
    return switch (kind) {
      case 1 -> new Probe(file, format);
      case 2 -> new Prepare(file, format, Path.of(in.readUTF()));
      case 3 -> new Pictures(file, format, in.readDouble(), in.readInt(), in.readInt());
      case 4 -> new Mono(file, format, in.readInt());
      case 5 -> new CueCopy(file, format, Path.of(in.readUTF()), DerivedFile.valueOf(in.readUTF()));
      case 6 -> new Remix(file, format, Path.of(in.readUTF()), in.readInt(), Path.of(in.readUTF()));
      default -> throw new IOException("Bug: no request has kind %d.".formatted(kind));
    };
  }

  private static boolean hasPart(DataInput in) throws IOException, UndecodableException {
    return switch (in.readByte()) {
      case PART -> true;
      case END -> false;
      case UNDECODABLE -> {
        var reason = in.readUTF();
        throw new UndecodableException(reason.substring(0, Math.min(reason.length(), 300)));
      }
      default -> throw new IOException("The answer holds no part, end or refusal.");
    };
  }

  private static void expectPart(DataInput in) throws IOException, UndecodableException {
    if (!hasPart(in)) {
      throw new IOException("The answer is empty.");
    }
  }

  private static void writeOptional(DataOutput out, @Nullable String text) throws IOException {
    out.writeUTF(text == null ? "" : text);
  }

  private static @Nullable String readOptional(DataInput in) throws IOException {
    var text = in.readUTF();
    return text.isEmpty() ? null : text;
  }

  /// A count from an answer, if the question allows it.
  private static int count(int value, int atMost) throws IOException {
    if (value < 0 || value > atMost) {
      throw new IOException("The answer holds the count %d, more than asked for.".formatted(value));
    }
    return value;
  }
}
