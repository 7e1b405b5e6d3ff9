package epoch.desktop.topologies;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RunParametersTest {

  @Test
  void wordsStandApartByBlanksUnlessTheyAreQuoted() {
    assertEquals(List.of(), RunParameters.words("  "));
    assertEquals(List.of("--full", "a"), RunParameters.words(" --full  a "));
    assertEquals(List.of("two words", ""), RunParameters.words("\"two words\" ''"));
    assertEquals(List.of("a b", "c\"d", "\\n"), RunParameters.words("a\\ b \"c\\\"d\" '\\n'"));
    assertEquals(List.of("--day=x y"), RunParameters.words("--day=\"x y\""));
    assertThrows(IllegalArgumentException.class, () -> RunParameters.words("it's"));
  }

  @Test
  void anEnvironmentIsPairs() {
    assertEquals(
        Map.of("A", "1", "B", "x=y", "C", "two words"),
        RunParameters.pairs(" A=1  B=x=y C='two words'"));
    assertThrows(IllegalArgumentException.class, () -> RunParameters.pairs("nonsense"));
    assertThrows(IllegalArgumentException.class, () -> RunParameters.pairs("=1"));
  }
}
