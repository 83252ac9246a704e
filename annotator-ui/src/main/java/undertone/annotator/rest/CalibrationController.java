package undertone.annotator.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import undertone.annotator.calibration.Calibration;
import undertone.annotator.faults.InvalidRequestException;
import undertone.corpora.ClipId;
import undertone.corpora.CorpusId;

/// Calibration clips, and by how much annotators' traces lag behind.
@RestController
@RequestMapping("/api/v1/corpora/{corpus}")
class CalibrationController {

  private final Calibration calibration;

  CalibrationController(Calibration calibration) {
    this.calibration = calibration;
  }

  /// @param csv a table with `time` in seconds, `valence` and `arousal` in -1..1
  /// @param vote a standing vote whose trace is taken instead
  record ReferenceRequest(
      @Nullable @Size(max = Calibration.LONGEST_TABLE) String csv, @Nullable Long vote) {}

  @GetMapping("/clips/{clip}/reference")
  Calibration.Reference reference(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    return calibration.reference(corpus, clip);
  }

  /// Makes the clip a calibration clip.
  @PutMapping("/clips/{clip}/reference")
  Calibration.Reference set(
      @PathVariable CorpusId corpus,
      @PathVariable ClipId clip,
      @Valid @RequestBody ReferenceRequest request) {
    var csv = request.csv();
    var vote = request.vote();
    if (csv != null && vote == null) {
      return calibration.setFromTable(corpus, clip, csv);
    }
    if (vote != null && csv == null) {
      return calibration.setFromVote(corpus, clip, vote);
    }
    throw new InvalidRequestException("A reference comes from a table or from a vote; send one.");
  }

  /// Makes the clip an ordinary one again.
  @DeleteMapping("/clips/{clip}/reference")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void clear(@PathVariable CorpusId corpus, @PathVariable ClipId clip) {
    calibration.clear(corpus, clip);
  }

  @GetMapping("/lags")
  List<Calibration.Lag> lags(@PathVariable CorpusId corpus) {
    return calibration.lags(corpus);
  }

  /// One's own.
  @GetMapping("/lags/mine")
  Calibration.Lag mine(@PathVariable CorpusId corpus) {
    return calibration.mine(corpus);
  }
}
