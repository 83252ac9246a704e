package undertone.corpora.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import undertone.corpora.InvalidValueException;

/// A language model that may be asked, without its key.
///
/// @param name the house's own
/// @param address what stands before `/v1/chat/completions`
/// @param model as the endpoint calls it
/// @param moneyIn for a million tokens read
/// @param moneyOut for a million tokens written
/// @param tokensAnImage what a picture counts as, for estimates
/// @param mostRequests of one run; 0 = no cap, here and below
/// @param mostTokens in and out
/// @param mostMoney in the currency of the tariff
public record ModelEndpoint(
    String name,
    String address,
    String model,
    double moneyIn,
    double moneyOut,
    int tokensAnImage,
    long mostRequests,
    long mostTokens,
    double mostMoney,
    long mostMinutes) {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final int LONGEST_ADDRESS = 300;
  private static final int LONGEST_MODEL = 150;

  public ModelEndpoint {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidValueException(
          "The name of an endpoint has 1 to 40 lower-case letters, digits or hyphens, such as"
              + " house-vision.");
    }
    address = address.strip();
    model = model.strip();
    if (address.isEmpty() || address.length() > LONGEST_ADDRESS || !isAddress(address)) {
      throw new InvalidValueException(
          "The address of an endpoint is one such as https://models.example.org, with up to %s"
              + " characters.",
          LONGEST_ADDRESS);
    }
    if (model.isEmpty()
        || model.length() > LONGEST_MODEL
        || model.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidValueException(
          "The model of an endpoint has 1 to %s characters.", LONGEST_MODEL);
    }
    if (!isAmount(moneyIn) || !isAmount(moneyOut) || tokensAnImage < 0) {
      throw new InvalidValueException("Prices of an endpoint are 0 or more.");
    }
    if (mostRequests < 0 || mostTokens < 0 || !isAmount(mostMoney) || mostMinutes < 0) {
      throw new InvalidValueException("Caps of an endpoint are 0 (none) or more.");
    }
  }

  private static boolean isAmount(double money) {
    return money >= 0 && Double.isFinite(money);
  }

  private static boolean isAddress(String text) {
    try {
      return new URI(text).getHost() != null;
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
