package undertone.corpora.people;

import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Lock;

interface Invites extends JpaRepository<Invite, Long> {
  // Locked, so that a link opened twice at once still makes one account.
  @Lock(LockModeType.PESSIMISTIC_WRITE)
  Optional<Invite> findByTokenHash(String tokenHash);

  List<Invite> findByUsedAtIsNullOrderByIdDesc();
}
