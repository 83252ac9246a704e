package undertone.annotator.media;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.corpora.ClipId;

/// What can be seen and heard of a clip, by its number. No address, header or body names its file.
@RestController
@RequestMapping("/media/{clip}")
class MediaController {

  private final ClipMedia media;

  MediaController(ClipMedia media) {
    this.media = media;
  }

  @GetMapping
  void play(@PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.playable(clip), request, response);
  }

  @GetMapping("/face")
  void face(@PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.face(clip), request, response);
  }

  @GetMapping("/voice")
  void voice(@PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.voice(clip), request, response);
  }

  @GetMapping("/poster")
  void poster(@PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.poster(clip), request, response);
  }

  @GetMapping("/thumbnail")
  void thumbnail(
      @PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.thumbnail(clip), request, response);
  }

  @GetMapping("/thumbnails")
  void strip(@PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.strip(clip), request, response);
  }

  @GetMapping("/peaks")
  void peaks(@PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.peaks(clip), request, response);
  }

  @GetMapping("/frames")
  void frames(@PathVariable ClipId clip, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.frames(clip), request, response);
  }

  @GetMapping("/spectrogram/{tile}")
  void spectrogram(
      @PathVariable ClipId clip,
      @PathVariable int tile,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    RangedAnswer.send(media.spectrogram(clip, tile), request, response);
  }
}
