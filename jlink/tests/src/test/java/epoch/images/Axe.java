package epoch.images;

import com.deque.html.axecore.selenium.AxeBuilder;
import java.util.List;
import org.openqa.selenium.WebDriver;

/** Looks at a page for what keeps somebody out. */
final class Axe {
  private static final List<String> GRAVE = List.of("serious", "critical");
  private static final int EXAMPLES = 5;

  private Axe() {}

  /** What is serious, with the first places of each. */
  static List<String> serious(WebDriver driver) {
    return new AxeBuilder()
        .analyze(driver).getViolations().stream()
            .filter(rule -> GRAVE.contains(rule.getImpact()))
            .map(rule ->
                rule.getId()
                    + ": "
                    + rule.getNodes().stream()
                        .limit(EXAMPLES)
                        .map(node -> node.getHtml() + " " + node.getTarget())
                        .toList())
            .toList();
  }
}
