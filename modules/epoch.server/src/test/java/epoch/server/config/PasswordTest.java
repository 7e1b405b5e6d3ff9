package epoch.server.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PasswordTest {

  @Test
  void aPlainPasswordMatchesItselfAlone() {
    Password password = Password.of(new Secret("pässwörd"));
    assertTrue(password.matches("pässwörd".toCharArray()));
    assertFalse(password.matches("pässwörd ".toCharArray()));
    assertFalse(password.matches(new char[0]));
    assertFalse(password.matches(null));
    assertFalse(password.isHashed());
    assertEquals("***", password.toString());
  }

  @Test
  void aHashMatchesThePasswordThatItWasMadeOf() {
    String hash = Password.hash("pässwörd".toCharArray());
    assertTrue(hash.startsWith("{pbkdf2}600000:"), hash);
    assertNotEquals(hash, Password.hash("pässwörd".toCharArray()));
    Password password = Password.of(new Secret(hash));
    assertTrue(password.isHashed());
    assertTrue(password.matches("pässwörd".toCharArray()));
    assertFalse(password.matches("passwort".toCharArray()));
    assertFalse(password.matches(new char[0]));
    assertFalse(password.matches(hash.toCharArray()));
  }

  @Test
  void theFormIsThatOfOtherImplementations() {
    // Made by Python: hashlib.pbkdf2_hmac("sha256", b"secret", b"saltsaltsaltsalt", 1000)
    Password password =
        Password.of(
            new Secret(
                "{pbkdf2}1000:c2FsdHNhbHRzYWx0c2FsdA==:dClvKSmj66n6MdMWNv3Go4mvH1Ym2WIGiJvquqa+mfE="));
    assertTrue(password.matches("secret".toCharArray()));
  }

  @Test
  void whatIsMeantAsAHashButIsNoneIsRefusedWithoutBeingQuoted() {
    for (String text :
        new String[] {
          "{pbkdf2}",
          "{pbkdf2}1000:!:!",
          "{pbkdf2}1000:YQ==:YWJjZGVmZ2hpamtsbW5vcA==",
          "{pbkdf2}9:YQ==:YQ==",
          "$2b$12$hush"
        }) {
      String message =
          String.valueOf(
              assertThrows(
                      IllegalArgumentException.class, () -> Password.of(new Secret(text)), text)
                  .getMessage());
      assertFalse(message.contains("YQ==") || message.contains("hush"), message);
    }
  }
}
