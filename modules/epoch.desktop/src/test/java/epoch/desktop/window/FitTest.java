package epoch.desktop.window;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class FitTest {

  @Test
  void moreRoomIsSharedByWhatWasMeantAndLessIsTakenSo() {
    double[] meant = {100, 300};
    double[] least = {10, 10};
    assertArrayEquals(new double[] {200, 600}, Fit.shares(800, meant, least));
    assertArrayEquals(new double[] {50, 150}, Fit.shares(200, meant, least));
  }

  @Test
  void nobodyIsNarrowerThanItMayBeAndTheOthersGiveInstead() {
    assertArrayEquals(
        new double[] {132, 34, 34},
        Fit.shares(200, new double[] {132, 200, 200}, new double[] {132, 10, 10}));
    assertArrayEquals(
        new double[] {132, 190, 0},
        Fit.shares(200, new double[] {132, 200, 200}, new double[] {132, 190, 0}));
  }

  @Test
  void wholePixelsFillTheWhole() {
    assertArrayEquals(
        new double[] {33, 33, 34}, Fit.shares(100, new double[] {1, 1, 1}, new double[] {0, 0, 0}));
  }
}
