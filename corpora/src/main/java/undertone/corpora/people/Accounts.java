package undertone.corpora.people;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface Accounts extends JpaRepository<Account, Long> {
  Optional<Account> findByLogin(String login);

  boolean existsByInstanceRole(InstanceRole role);
}
