package undertone.engine.llm;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Keeps requests away from what only this machine and its network should reach.
///
/// A host that nobody named must be `https` and have public addresses only; a host that the
/// operator allows by name may be `http`, this machine, or one of the own network. Link-local
/// addresses, where clouds keep their credentials, and multicast are refused even so.
///
/// The check is made again before every request. That a name answers otherwise a moment later leads
/// nowhere: an inner service has no certificate for it, and without one nothing is sent.
public final class AddressGuard {
  private final Set<String> allowed;
  private final Resolver resolver;

  /// Finds the addresses of a host.
  interface Resolver {
    List<InetAddress> addresses(String host) throws UnknownHostException;
  }

  /// @param allowed hosts by name, as they stand in the address of the endpoint
  public AddressGuard(Set<String> allowed) {
    this(allowed, host -> List.of(InetAddress.getAllByName(host)));
  }

  AddressGuard(Set<String> allowed, Resolver resolver) {
    this.allowed = allowed.stream().map(AddressGuard::plain).collect(Collectors.toSet());
    this.resolver = resolver;
  }

  /// @throws EndpointRefusedException saying what is wrong and how to allow it
  public void check(URI address) {
    var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new EndpointRefusedException(
          "The endpoint \"%s\" is neither http nor https; give its full address, such as https://models.example.org."
              .formatted(withoutUser(address)));
    }
    if (address.getHost() == null) {
      throw new EndpointRefusedException(
          "The endpoint \"%s\" names no host; give its full address, such as https://models.example.org."
              .formatted(withoutUser(address)));
    }
    if (address.getRawUserInfo() != null
        || address.getRawQuery() != null
        || address.getRawFragment() != null) {
      throw new EndpointRefusedException(
          "The endpoint \"%s\" carries a user, a query or a fragment; give the bare address, and the key apart from it."
              .formatted(withoutUser(address)));
    }
    var host = plain(address.getHost());
    boolean named = allowed.contains(host);
    if (scheme.equals("http") && !named) {
      throw new EndpointRefusedException(
          "The endpoint on %s is asked without encryption; use https, or allow the host by name."
              .formatted(host));
    }
    for (var found : resolve(host)) {
      if (isNever(found) || (isInside(found) && !named)) {
        throw new EndpointRefusedException(
            "The endpoint's host %s is %s, which is no public address; %s."
                .formatted(
                    host,
                    found.getHostAddress(),
                    isNever(found)
                        ? "such an address is never asked"
                        : "allow the host by name if it is meant"));
      }
    }
  }

  private List<InetAddress> resolve(String host) {
    try {
      return resolver.addresses(host);
    } catch (UnknownHostException e) {
      throw new EndpointRefusedException(
          "The endpoint's host %s is not known here; check its spelling and the network."
              .formatted(host),
          e);
    }
  }

  private static String plain(String host) {
    var lower = host.strip().toLowerCase(Locale.ROOT);
    var bare =
        lower.startsWith("[") && lower.endsWith("]")
            ? lower.substring(1, lower.length() - 1)
            : lower;
    return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
  }

  /// An address of this kind may hold a password before the host.
  private static String withoutUser(URI address) {
    return address.toString().replaceAll("//[^/@]*@", "//").replaceAll("[?#].*$", "");
  }

  private static boolean isNever(InetAddress address) {
    var within = embedded(address);
    return within.isLinkLocalAddress() || within.isMulticastAddress() || within.isAnyLocalAddress();
  }

  private static boolean isInside(InetAddress address) {
    var within = embedded(address);
    var b = within.getAddress();
    int first = b[0] & 0xff;
    int second = b[1] & 0xff;
    if (within.isLoopbackAddress() || within.isSiteLocalAddress()) {
      return true;
    }
    if (within instanceof Inet4Address) {
      return first == 0
          || first >= 240
          || (first == 100 && (second & 0xc0) == 64) // shared by customers of one provider
          || (first == 192 && second == 0 && b[2] == 0)
          || (first == 198 && (second & 0xfe) == 18); // for measuring
    }
    return (first & 0xfe) == 0xfc // own networks
        || (first == 0x20
            && second == 0x01
            && b[2] == 0
            && b[3] == 0); // tunnelled: who knows where
  }

  /// The address of version 4 that one of version 6 leads to, else itself.
  private static InetAddress embedded(InetAddress address) {
    var b = address.getAddress();
    if (b.length == 4) {
      return address;
    }
    boolean translated =
        (b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b)
            || (isZero(b, 0, 10) && (b[10] & 0xff) == 0xff && (b[11] & 0xff) == 0xff)
            || (isZero(b, 0, 12) && !isZero(b, 12, 15)); // ::1 and :: are addresses of their own
    if (translated) {
      return four(b, 12);
    }
    return (b[0] & 0xff) == 0x20 && b[1] == 0x02 ? four(b, 2) : address;
  }

  private static boolean isZero(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress four(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Bug: four bytes are an address of version 4.", e);
    }
  }
}
