import { html, nothing } from "lit";
import { Element } from "../../components/element.js";
import { icon, logo } from "../../components/icon.js";
import { localZone } from "../../words/time.js";

/** The door. */
class Login extends Element {
  static properties = { ...Element.properties, busy: { state: true }, error: { state: true } };

  firstUpdated() {
    this.querySelector("#user").focus();
  }

  async #submit(event) {
    event.preventDefault();
    const form = new FormData(event.target);
    this.busy = true;
    this.error = undefined;
    try {
      await this.app.door.signIn(form.get("name"), form.get("password"));
    } catch (error) {
      this.error = words(error);
      this.querySelector("#password").select();
    } finally {
      this.busy = false;
    }
  }

  render() {
    const { ended } = this.state.session;
    return html`
      <div class="door">
        <main>
          <div class="brand">${logo}Epoch</div>
          <form class="panel" @submit=${this.#submit}>
            <h1 class="vh">Sign in</h1>
            ${this.error ? html`<p class="err" role="alert" id="why">${icon("bad")}<span>${this.error}</span></p>` : nothing}
            <div class="f">
              <label for="user">Name</label>
              <input class="in" id="user" name="name" autocomplete="username" autocapitalize="none" spellcheck="false" required />
            </div>
            <div class="f">
              <label for="password">Password</label>
              <input class="in" id="password" name="password" type="password" autocomplete="current-password" required
                aria-invalid=${this.error ? "true" : nothing} aria-describedby=${this.error ? "why" : nothing} />
            </div>
            <button class="btn primary" type="submit" ?disabled=${this.busy}>${this.busy ? "Signing in" : "Sign in"}</button>
          </form>
          ${ended
            ? html`<p class="note-box endnote">${icon("late")}<span>Your session ended. You will come back to where you were, with your filters.</span></p>`
            : nothing}
        </main>
        <footer>Times in ${localZone()}</footer>
      </div>
    `;
  }
}

function words(error) {
  if (error.status === 401) return "Name or password is wrong.";
  if (error.status === 429) return `Too many wrong passwords. You can try again in ${error.retryAfter ?? "a few"} s.`;
  return error.status === undefined || error.status === 0 ? `${error.message}. Is Epoch running?` : error.message;
}

customElements.define("epoch-login", Login);
