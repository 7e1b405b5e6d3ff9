package epoch.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PagePolicyTest {

  private static final String PAGE =
      "<script type=\"importmap\">\n{\"imports\": {}}\n</script><script type=\"module\" src=\"main.js\"></script>";

  @Test
  void anImportMapIsAllowedByItsHash() {
    // printf '\n{"imports": {}}\n' | openssl dgst -sha256 -binary | base64
    assertTrue(
        policy("text/html; charset=utf-8", PAGE)
            .contains(
                "; script-src 'self' 'sha256-wBjgJ1q49INf4XJc48CRHMrPhgBsUuiOyhCsPoUMBwo='; "));
  }

  @Test
  void otherInlineScriptsAreNotAllowed() {
    String page = "<script>alert(1)</script><script type=\"module\">alert(2)</script>";
    assertTrue(policy("text/html", page).contains("; script-src 'self'; "));
  }

  @Test
  void whatIsNoPageAllowsNothingInline() {
    assertEquals(policy("text/css", ""), policy("text/javascript; charset=utf-8", PAGE));
    assertFalse(policy("text/html", PAGE).contains("unsafe"));
  }

  private static String policy(String type, String content) {
    return PagePolicy.of(type, content.getBytes(StandardCharsets.UTF_8));
  }
}
