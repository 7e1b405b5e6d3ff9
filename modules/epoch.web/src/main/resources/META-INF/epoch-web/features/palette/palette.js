import { html, nothing, render } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { createAhead } from "../../state/ahead.js";
import { mayWrite } from "../../state/door.js";
import { href } from "../../state/router.js";
import { look } from "../../words/states.js";

const ASK_AFTER_MS = 120;
const MOST = 8;
const STEPS = { ArrowDown: 1, ArrowUp: -1 };

const PLACES = [
  ["Topologies", "topologies", "g t"],
  ["Runs", "runs", "g r"],
  ["Running now", "runs", "", { state: "RUNNING" }],
  ["Failed since yesterday", "runs", "", { state: "FAILED", since: "24" }],
  ["Calendars", "calendars", ""],
  ["Cluster", "cluster", "g c"],
  ["Audit", "audit", "g a", {}, true],
  ["API", "api", ""],
  ["New topology", "create", "c", {}, true],
  ["Import topologies", "import", "", {}, true],
];

/** Goes to anything by its name. */
export function open(app) {
  const write = mayWrite(app.store.get().session);
  const dialog = document.createElement("dialog");
  dialog.className = "dialog palette";
  dialog.setAttribute("aria-label", "Go to");
  const before = document.activeElement;
  let typed = "";
  // What was last asked for and answered, and what was found then.
  let answered = "";
  let found = [];
  let at = 0;
  let timer;
  // Whoever types a name and goes there at once means what is found for it, not what stood there for its first letters.
  const ahead = createAhead({ coming: () => answered !== typed, where: () => typed, press: choose });

  const places = () =>
    PLACES.filter(([word, , , , writes]) => (write || !writes) && word.toLowerCase().includes(typed.toLowerCase())).map(([word, page, key, query]) => ({
      word, key, address: href(page, {}, query), shape: "down",
    }));
  const entries = () => [...found, ...places()];

  function draw() {
    const all = entries();
    at = Math.min(at, Math.max(0, all.length - 1));
    render(
      html`<label class="search"
          ><span class="vh">Go to</span>${icon("search")}
          <input class="in" type="search" placeholder="A topology or a page" autocomplete="off" spellcheck="false" autofocus role="combobox" aria-expanded="true" aria-controls="palette-list"
            aria-activedescendant=${all.length > 0 ? `palette-${at}` : nothing} .value=${live(typed)} @input=${typing} @keydown=${key}
        /></label>
        <ul id="palette-list" role="listbox" aria-label="Places">
          ${all.map(
            (entry, i) => html`<li id="palette-${i}" role="option" aria-selected=${i === at} @click=${() => go(entry)} @mousemove=${() => i !== at && ((at = i), draw())}>
              ${entry.id ? icon(look("topology", entry.state).shape, look("topology", entry.state).tone) : html`<span class="i"></span>`}<span class="cut">${entry.word}</span>
              ${entry.key ? html`<span class="push">${entry.key.split(" ").map((each) => html`<kbd>${each}</kbd> `)}</span>` : entry.words ? html`<span class="push faint cut">${entry.words}</span>` : nothing}
            </li>`,
          )}
          ${all.length === 0 ? html`<li class="faint" role="presentation">Nothing is called so</li>` : nothing}
        </ul>`,
      dialog,
    );
  }

  function typing(event) {
    typed = event.target.value;
    at = 0;
    clearTimeout(timer);
    timer = setTimeout(search, ASK_AFTER_MS);
    draw();
  }

  function settle(entries) {
    found = entries;
    answered = typed;
    draw();
    ahead.resume();
  }

  async function search() {
    const asked = typed;
    // The pages are there to go to, whatever the server says.
    const list = asked.trim() === "" ? [] : await app.api.topologies.page({ q: asked, limit: MOST, sort: "name" }).then(({ entries: rows }) => rows, () => []);
    if (asked !== typed || !dialog.isConnected) return;
    settle(list.slice(0, MOST).map((entry) => ({ id: entry.id, word: entry.id, state: entry.state, words: entry.words, address: href("topology", { id: entry.id }) })));
  }

  function key(event) {
    if (!STEPS[event.key] && event.key !== "Enter") return;
    event.preventDefault();
    ahead.press(event.key);
  }

  function choose(pressed) {
    const all = entries();
    if (all.length === 0) return;
    if (pressed === "Enter") {
      go(all[at]);
      return;
    }
    at = (at + STEPS[pressed] + all.length) % all.length;
    draw();
    dialog.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }

  function go({ address }) {
    dialog.close("go");
    app.router.go(address);
  }

  draw();
  document.body.append(dialog);
  dialog.addEventListener("close", () => {
    clearTimeout(timer);
    dialog.remove();
    if (dialog.returnValue !== "go" && before?.isConnected) before.focus?.();
  });
  dialog.addEventListener("mousedown", (event) => event.target === dialog && dialog.close());
  dialog.showModal();
}
