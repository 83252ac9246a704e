package undertone.corpora.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SniffedTypeTest {

  private static final String PAGE = "<html><script>alert(1)</script></html>";

  @Test
  void each_format_is_known_by_its_first_bytes() {
    var heads =
        Map.ofEntries(
            Map.entry("\0\0\0\40ftypisom\0\0\u0002\0isomiso2avc1mp41", MediaFormat.MP4),
            Map.entry("\0\0\0\u0018ftypmp42\0\0\0\0isommp42", MediaFormat.MP4),
            Map.entry("\0\0\0\u0014ftypqt  \0\0\0\0qt  ", MediaFormat.QUICKTIME),
            Map.entry(
                "\u001aE\u00df\u00a3\u009fB\u0086\u0081\u0001B\u0082\u0084webm", MediaFormat.WEBM),
            Map.entry("\u001aE\u00df\u00a3\u00a3B\u0082\u0088matroska", MediaFormat.MATROSKA),
            Map.entry("\0\0\u0001\u00ba!\0\u0001\0\u0001", MediaFormat.MPEG_PROGRAM),
            Map.entry("\0\0\u0001\u00b3\u0016\u0081 \u0013", MediaFormat.MPEG_VIDEO),
            Map.entry("RIFF\u0010\40\0\0AVI LIST", MediaFormat.AVI),
            Map.entry("RIFF\u0010\40\0\0WAVEfmt ", MediaFormat.WAV),
            Map.entry("RIFF\u0010\40\0\0WEBPVP8 ", MediaFormat.WEBP),
            Map.entry("OggS\0\u0002\0\0\0\0\0\0\0\0", MediaFormat.OGG),
            Map.entry("ID3\u0004\0\0\0\0\0\0", MediaFormat.MP3),
            Map.entry("\u00ff\u00fb\u0090d", MediaFormat.MP3),
            Map.entry("fLaC\0\0\0\42", MediaFormat.FLAC),
            Map.entry("\u0089PNG\r\n\u001a\n\0\0\0\rIHDR", MediaFormat.PNG),
            Map.entry("\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0", MediaFormat.JPEG),
            Map.entry("GIF89a\u0001\0\u0001\0", MediaFormat.GIF),
            Map.entry("I was so happy.", MediaFormat.TEXT));
    heads.forEach((head, format) ->
        assertThat(sniff(head)).as(format.name()).isEqualTo(new SniffedType.Served(format)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        PAGE,
        "<!DOCTYPE html><title>x</title>",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
        "<?xml version=\"1.0\"?><svg xmlns=\"http://www.w3.org/2000/svg\"/>",
        "%PDF-1.7",
        "PK\u0003\u0004",
        "MZ\u0090\0",
        "\u007fELF\u0002\u0001\u0001",
        "#!/bin/sh\nid"
      })
  void what_a_browser_or_a_shell_would_run_is_refused(String content) {
    assertThat(sniff(content)).isInstanceOf(SniffedType.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n",
        "#EXTM3U\r\n/etc/passwd",
        "ffconcat version 1.0\nfile /etc/passwd\n",
        "  \nffconcat version 1.0\nfile /etc/passwd\n",
        "[playlist]\nFile1=/etc/passwd\n"
      })
  void a_playlist_is_refused_as_one(String content) {
    assertThat(sniff(content))
        .isInstanceOfSatisfying(
            SniffedType.Refused.class,
            refused -> assertThat(refused.reason()).contains("playlist"));
  }

  @Test
  void a_page_in_front_of_a_film_is_a_page() {
    var film = "\0\0\0\40ftypisom\0\0\u0002\0isomiso2avc1mp41";
    assertThat(sniff(PAGE + film)).isInstanceOf(SniffedType.Refused.class);
    assertThat(sniff("<!--ftypmp42" + PAGE)).isInstanceOf(SniffedType.Refused.class);
    assertThat(sniff("<svgftypisom" + PAGE)).isInstanceOf(SniffedType.Refused.class);
  }

  @Test
  void a_page_in_front_of_a_picture_is_a_page() {
    assertThat(sniff(PAGE + "\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF\0"))
        .isInstanceOf(SniffedType.Refused.class);
  }

  @Test
  void a_page_inside_a_picture_is_served_as_a_picture() {
    var comment = "\u00ff\u00d8\u00ff\u00fe\0\50" + PAGE + "\u00ff\u00e0\0\u0010JFIF\0";
    assertThat(sniff(comment)).isEqualTo(new SniffedType.Served(MediaFormat.JPEG));
    assertThat(sniff("GIF89a/*" + PAGE)).isEqualTo(new SniffedType.Served(MediaFormat.GIF));
  }

  @ParameterizedTest
  @CsvSource({"clip.mp4", "clip.html", "clip.svg", "clip"})
  void the_name_of_a_file_is_never_asked(String name, @TempDir Path folder) throws IOException {
    var file = Files.write(folder.resolve(name), "fLaC\0\0\0\42".getBytes(ISO_8859_1));
    assertThat(SniffedType.of(file)).isEqualTo(new SniffedType.Served(MediaFormat.FLAC));
  }

  @Test
  void an_empty_file_is_refused(@TempDir Path folder) throws IOException {
    assertThat(SniffedType.of(Files.createFile(folder.resolve("clip.mp4"))))
        .isEqualTo(new SniffedType.Refused("it is empty"));
  }

  private static SniffedType sniff(String head) {
    return Sniffing.sniff(head.getBytes(ISO_8859_1));
  }
}
