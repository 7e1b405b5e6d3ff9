/**
 * What is pressed before that for which it is meant has come: it waits, and is done in the order in which it was pressed once that is
 * there. Whoever is at something else by then has given it up.
 *
 * @template T
 * @param {object} with
 * @param {() => boolean} with.coming whether something is still on its way
 * @param {() => string} with.where what whoever presses is at
 * @param {(pressed: T) => void} with.press does it; it may lead elsewhere, where what was pressed after it is meant
 */
export function createAhead({ coming, where, press }) {
  let waiting = [];
  let place;

  const forget = () => {
    waiting = [];
  };

  return {
    /** Does it: at once, or in its turn. */
    press(pressed) {
      if (place !== where()) forget();
      if (waiting.length === 0 && !coming()) {
        press(pressed);
        return;
      }
      place = where();
      waiting.push(pressed);
    },

    /** Does what waits as far as it can be done by now. */
    resume() {
      while (waiting.length > 0) {
        if (place !== where()) forget();
        else if (coming()) return;
        else {
          press(waiting.shift());
          place = where();
        }
      }
    },

    forget,
  };
}
