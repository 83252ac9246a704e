package undertone.annotator.rest;

import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;

/// Lets query parameters fill the declared fields of a record and nothing beneath them: `label.x=1`
/// is never followed into an object.
@ControllerAdvice(basePackages = "undertone.annotator.rest")
class OnlyWhatIsListed {

  @InitBinder
  void only(WebDataBinder binder) {
    binder.setDeclarativeBinding(true);
  }
}
