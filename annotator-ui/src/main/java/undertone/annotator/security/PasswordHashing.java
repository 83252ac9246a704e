package undertone.annotator.security;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/// How passwords are hashed. Every hash names its method, so that another one can take over without
/// anybody choosing a new password; see `docs/decisions/0010-passwords-by-bcrypt.md`.
@Configuration(proxyBeanMethods = false)
class PasswordHashing {

  private static final String METHOD = "bcrypt";
  private static final int COST = 12;

  @Bean
  PasswordEncoder passwordEncoder() {
    return new DelegatingPasswordEncoder(METHOD, Map.of(METHOD, new BCryptPasswordEncoder(COST)));
  }
}
