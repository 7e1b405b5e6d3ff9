import { LitElement } from "lit";

/**
 * A part of the page that shows the store. It lives in the page's own document, so that the one style sheet holds for it and labels reach
 * their fields.
 */
export class Element extends LitElement {
  static properties = { app: { attribute: false } };

  #forget = () => {};

  createRenderRoot() {
    return this;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#forget = this.app.store.subscribe(() => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#forget();
  }

  /** Whoever has left the page does nothing more on it, not even what was asked for a moment before. */
  shouldUpdate() {
    return this.isConnected;
  }

  /** With what is drawn now, something may have come for which a key was pressed. */
  updated() {
    this.app.keys.resume();
  }

  get state() {
    return this.app.store.get();
  }
}
