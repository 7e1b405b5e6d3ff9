import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Element } from "../../components/element.js";
import { icon } from "../../components/icon.js";
import { href } from "../../state/router.js";
import { plain } from "../../words/run.js";
import { local, fromLocal } from "../../words/time.js";

/** Why it ran at a time, or why it did not: the one in the address, in a sentence. */
class Why extends Element {
  static properties = { ...Element.properties, of: {}, answer: { state: true }, error: { state: true } };

  #asked;
  // Drawn again each second, it must not take away what is being typed.
  #typed;

  willUpdate() {
    const { at } = this.state.route.query;
    const key = `${this.of} ${at}`;
    if (key === this.#asked) return;
    this.#asked = key;
    this.#typed = undefined;
    this.answer = undefined;
    this.error = undefined;
    if (/^\d+$/.test(at ?? "")) this.#ask(Number(at), key);
  }

  async #ask(at, key) {
    try {
      const answer = await this.app.api.topologies.why(this.of, at);
      if (key === this.#asked) this.answer = answer;
    } catch (error) {
      if (key === this.#asked) this.error = error;
    }
  }

  #submit = (event) => {
    event.preventDefault();
    const at = fromLocal(new FormData(event.target).get("at"));
    if (at !== undefined) this.app.router.filter({ at: String(at) });
  };

  render() {
    const { at } = this.state.route.query;
    return html`<form class="why" @submit=${this.#submit}>
        <label for="why-at">Why did it run, or not, at</label>
        <input class="in" id="why-at" name="at" type="datetime-local" step="1" required .value=${live(this.#typed ?? local(at === undefined ? undefined : Number(at)))} @input=${(event) => (this.#typed = event.target.value)} />
        <button class="btn" type="submit">Ask</button>
      </form>
      <div role="status">
        ${this.answer ? html`<p class="note-box">${icon("late")}<span>${plain(this.answer.sentence)} ${this.answer.runId ? html`<a href=${href("run", { id: this.of, runId: this.answer.runId })}>Open run</a>` : nothing}</span></p>` : nothing}
        ${this.error ? html`<p class="err">${icon("bad")}<span>${this.error.message}</span></p>` : nothing}
      </div>`;
  }
}

customElements.define("epoch-why", Why);
