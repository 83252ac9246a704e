package undertone.annotator.rest;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Answers for addresses under `/api` that nobody else knows, so that a program never gets a page.
@Hidden
@RestController
class NothingHereController {

  @RequestMapping({"/api", "/api/**"})
  void nothing() {
    throw new NothingHereException();
  }
}
