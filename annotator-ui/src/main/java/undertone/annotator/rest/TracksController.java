package undertone.annotator.rest;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.tracks.TrackDesk;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// What machines follow in a face from frame to frame, for people who review.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}/clips/{clip}")
class TracksController {

  private final TrackDesk desk;

  TracksController(TrackDesk desk) {
    this.desk = desk;
  }

  @GetMapping("/tracks")
  TrackDesk.Face tracks(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    return desk.face(corpus, clip);
  }
}
