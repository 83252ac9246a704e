package undertone.corpora;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;

/// Wires this room: its entities, repositories and services. An application imports it once.
@Configuration
@ComponentScan
@EntityScan
@EnableJpaRepositories
public class CorporaRoom {

  /// No finer than databases keep moments: what is answered at once is what is read later.
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
  }
}
