package epoch.desktop.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WrappingTest {

  private static final String ARABIC = "تسوية المدفوعات اليومية مع البنوك والتقرير الشهري ";

  @Test
  void whatIsWrittenFromRightToLeftOrTurnsIsKnown() {
    assertTrue(Wrapping.turns("report: " + ARABIC));
    assertTrue(Wrapping.turns("\u202Egnp.exe"));
    assertFalse(Wrapping.turns("über 你好 →"));
    assertFalse(Wrapping.turns(null));
  }

  @Test
  void itsLinesAreBrokenBetweenWordsAndOnlyOnce() {
    String broken = Wrapping.broken("first\n" + ARABIC.repeat(6));
    assertEquals("first\n" + ARABIC.repeat(6), broken.replace('\n', ' ').replaceFirst(" ", "\n"));
    assertTrue(broken.lines().allMatch(line -> line.length() < 60), broken);
    assertTrue(broken.lines().skip(1).limit(5).allMatch(line -> line.length() > 40), broken);
    assertEquals(broken, Wrapping.broken(broken));
  }
}
