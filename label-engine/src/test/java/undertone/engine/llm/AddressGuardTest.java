package undertone.engine.llm;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressGuardTest {
  private static final String PUBLIC = "203.0.114.7";

  private static AddressGuard guard(Set<String> allowed, String... addresses) {
    return new AddressGuard(
        allowed,
        _ -> {
          var found = new ArrayList<InetAddress>();
          for (var address : addresses) {
            found.add(InetAddress.getByName(address));
          }
          return found;
        });
  }

  @Test
  void a_public_host_over_https_may_be_asked() {
    assertThatCode(() ->
            guard(Set.of(), PUBLIC, "2a00:1450:4001:82a::200e")
                .check(URI.create("https://models.example.org/openai")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.9.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "100.64.0.1",
        "0.1.2.3",
        "192.0.0.8",
        "198.18.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::1",
        "fd12::1",
        "fc00::9",
        "fec0::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001::1",
        "::10.0.0.1"
      })
  void what_lies_inside_is_refused_unless_it_is_named(String address) {
    var asked = URI.create("https://models.example.org");

    assertThatThrownBy(() -> guard(Set.of(), address).check(asked))
        .isInstanceOf(EndpointRefusedException.class)
        .hasMessageContaining("models.example.org")
        .hasMessageContaining("allow the host by name");
    assertThatThrownBy(() -> guard(Set.of(), PUBLIC, address).check(asked)) // one of several
        .isInstanceOf(EndpointRefusedException.class);
    assertThatCode(() -> guard(Set.of("Models.Example.org"), address).check(asked))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "fe80::1",
        "224.0.0.1",
        "ff02::1",
        "0.0.0.0",
        "::",
        "64:ff9b::a9fe:a9fe"
      })
  void where_clouds_keep_credentials_nobody_is_sent_even_if_it_is_named(String address) {
    assertThatThrownBy(() ->
            guard(Set.of("models.example.org"), address)
                .check(URI.create("https://models.example.org")))
        .isInstanceOf(EndpointRefusedException.class)
        .hasMessageContaining("never asked");
  }

  @Test
  void plain_http_is_for_hosts_that_are_named() {
    assertThatThrownBy(() -> guard(Set.of(), PUBLIC).check(URI.create("http://models.example.org")))
        .hasMessageContaining("https");
    assertThatCode(() ->
            guard(Set.of("models.example.org"), PUBLIC)
                .check(URI.create("http://MODELS.example.org.:8000/v1")))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://models.example.org",
        "file:///etc/passwd",
        "models.example.org",
        "https:///v1",
        "https://ada:word@models.example.org",
        "https://models.example.org?key=1",
        "https://models.example.org#x"
      })
  void whatever_is_no_plain_address_is_refused_and_no_password_repeated(String address) {
    assertThatThrownBy(() -> guard(Set.of("models.example.org"), PUBLIC).check(URI.create(address)))
        .isInstanceOf(EndpointRefusedException.class)
        .hasMessageNotContaining("word@")
        .hasMessageNotContaining("key=1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"https://2130706433", "https://127.1", "https://[::1]", "https://localhost"})
  void this_machine_is_known_however_it_is_spelled(String address) {
    assertThatThrownBy(() -> new AddressGuard(Set.of()).check(URI.create(address)))
        .isInstanceOf(EndpointRefusedException.class);
  }

  @Test
  void a_host_that_is_not_known_says_so() {
    var guard =
        new AddressGuard(
            Set.of(),
            host -> {
              throw new UnknownHostException(host);
            });

    assertThatThrownBy(() -> guard.check(URI.create("https://nowhere.example.org")))
        .hasMessageContaining("nowhere.example.org is not known");
  }

  @Test
  void a_name_that_changes_its_answer_is_looked_at_each_time() {
    var answers = new ArrayList<>(List.of(PUBLIC, "127.0.0.1"));
    var guard =
        new AddressGuard(Set.of(), _ -> List.of(InetAddress.getByName(answers.removeFirst())));
    var address = URI.create("https://models.example.org");

    assertThatCode(() -> guard.check(address)).doesNotThrowAnyException();
    assertThatThrownBy(() -> guard.check(address)).isInstanceOf(EndpointRefusedException.class);
  }
}
