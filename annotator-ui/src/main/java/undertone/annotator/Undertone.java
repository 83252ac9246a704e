package undertone.annotator;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class Undertone {
  public static void main(String[] args) {
    SpringApplication.run(Undertone.class, args);
  }
}
