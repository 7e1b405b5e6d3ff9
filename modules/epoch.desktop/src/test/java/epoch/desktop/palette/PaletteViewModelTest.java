package epoch.desktop.palette;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import epoch.desktop.palette.PaletteViewModel.Command;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PaletteViewModelTest {

  private static PaletteViewModel of(List<String> names) {
    return new PaletteViewModel(
        () -> List.of(new Command("Runs", "g r", () -> {}), new Command("Live", "g e", () -> {})),
        new PaletteViewModel.Names() {
          @Override
          public List<String> names() {
            return names;
          }

          @Override
          public Command command(String name) {
            return new Command(name, "topology", () -> {});
          }
        });
  }

  private static List<String> found(PaletteViewModel model, String text) {
    return model.find(text).stream().map(Command::name).toList();
  }

  @Test
  void actionsComeFirstAndTopologiesByWhatOneRemembers() {
    PaletteViewModel model = of(List.of("fx-rates-import", "runs-archive", "warehouse"));
    assertEquals(List.of("Runs", "Live"), found(model, ""));
    assertEquals(List.of("Runs", "runs-archive"), found(model, "runs"));
    assertEquals(List.of("fx-rates-import"), found(model, "rates"));
    assertEquals(List.of("fx-rates-import"), found(model, "fri"));
    assertEquals(List.of(), found(model, "zzz"));
  }

  @Test
  void ofTensOfThousandsOnlyTheBestAreMade() {
    PaletteViewModel model = of(IntStream.range(0, 50_000).mapToObj(i -> "topology-" + i).toList());
    List<String> found = found(model, "topology-49999");
    assertEquals("topology-49999", found.getFirst());
    assertTrue(found(model, "topology").size() <= PaletteViewModel.MOST);
  }
}
