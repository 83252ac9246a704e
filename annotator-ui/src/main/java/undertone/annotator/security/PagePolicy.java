package undertone.annotator.security;

import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import java.security.SecureRandom;
import java.util.Base64;
import org.jsoup.nodes.DataNode;
import org.springframework.stereotype.Component;

/// The content policy of pages: only scripts that carry this answer's nonce run. Each exception
/// from the strictest policy stands in `docs/decisions/0011-content-policy.md` with its reason.
///
/// A page served while developing has no policy of ours: there the tools need what it forbids.
@Component
class PagePolicy implements VaadinServiceInitListener {

  // Vaadin's components put style elements into the head, without asking for a nonce. Scripts that
  // may run may style: what they create carries the nonce they run by.
  private static final String STYLES_CARRY_THE_NONCE =
      """
      {
        const nonce = document.currentScript.nonce;
        const create = Document.prototype.createElement;
        Document.prototype.createElement = function (name, options) {
          const element = create.call(this, name, options);
          if (element instanceof HTMLStyleElement) element.nonce = nonce;
          return element;
        };
      }
      """;

  private static final SecureRandom RANDOM = new SecureRandom();

  @Override
  public void serviceInit(ServiceInitEvent init) {
    boolean production = init.getSource().getDeploymentConfiguration().isProductionMode();
    init.addIndexHtmlRequestListener(page -> {
      var nonce = nonce();
      page.getDocument()
          .head()
          .prependElement("script")
          .appendChild(new DataNode(STYLES_CARRY_THE_NONCE));
      page.getDocument().select("script, style, link").attr("nonce", nonce);
      page.getVaadinResponse()
          .setHeader("Content-Security-Policy", production ? policy(nonce) : DEVELOPING);
    });
  }

  private static final String DEVELOPING = "frame-ancestors 'none'";

  static String policy(String nonce) {
    return String.join(
        "; ",
        "default-src 'none'",
        "script-src 'nonce-" + nonce + "' 'strict-dynamic' 'unsafe-eval'",
        "style-src-elem 'self' 'nonce-" + nonce + "'",
        "style-src-attr 'unsafe-inline'",
        "img-src 'self' data:",
        "media-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'");
  }

  private static String nonce() {
    byte[] bytes = new byte[18];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
