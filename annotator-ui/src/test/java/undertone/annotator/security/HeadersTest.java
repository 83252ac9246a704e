package undertone.annotator.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import undertone.annotator.OpenHouse;

class HeadersTest extends OpenHouse {

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/me", "/api/v1/nothing", "/media/1", "/tokens.css", "/api/docs"})
  void every_answer_tells_the_browser_what_to_refuse(String path) {
    var answer = admin().get(path);

    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Permissions-Policy")).contains("camera=()", "microphone=()");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "frame-ancestors 'none'")
        .doesNotContain("unsafe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1/me", "/api/docs", "/media/1", "/api/v1/nothing"})
  void a_stranger_is_told_to_log_in_and_nothing_else(String path) {
    var answer = stranger().get(path);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
  }
}
