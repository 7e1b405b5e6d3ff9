import { html } from "lit";
import { icon } from "./icon.js";

/** A button that opens a small panel; it closes by Escape and by a press elsewhere. */
export const menu = (label, body, { on = false, className = "", quiet = false } = {}) => html`<details class="menu ${className}" @toggle=${opened} @keydown=${key} @focusout=${left}>
  <summary class="${quiet ? "btn quiet" : `filter ${on ? "on" : ""}`}">${label}${quiet ? icon("down") : ""}</summary>
  <div class="menu-body">${body}</div>
</details>`;

function opened(event) {
  const details = event.currentTarget;
  if (!details.open) return;
  details.querySelector(".menu-body input, .menu-body button, .menu-body a")?.focus();
  const outside = (press) => {
    if (!details.contains(press.target)) close(details);
    if (!details.open) document.removeEventListener("pointerdown", outside);
  };
  document.addEventListener("pointerdown", outside);
}

function key(event) {
  if (event.key !== "Escape" || !event.currentTarget.open) return;
  event.stopPropagation();
  close(event.currentTarget);
  event.currentTarget.querySelector("summary").focus();
}

function left(event) {
  if (event.relatedTarget && !event.currentTarget.contains(event.relatedTarget)) close(event.currentTarget);
}

const close = (details) => (details.open = false);

/** Closes the panel that something within it was chosen in. */
export const closeMenu = (event) => event.target.closest("details")?.removeAttribute("open");
