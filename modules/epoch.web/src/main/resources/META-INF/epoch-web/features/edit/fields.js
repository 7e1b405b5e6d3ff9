import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { icon } from "../../components/icon.js";
import { get, numeric } from "../../state/form.js";
import { fromLocal, full, local } from "../../words/time.js";

const id = (path) => `f-${path.replaceAll(/[.[\]]+/g, "-")}`;

/** A field that reads and writes one place. `form` is `{doc, problem(path), set(path, value)}`. */
export function input(form, path, label, { mono = false, number = false, optional = false, unit, help = nothing, width = "", list, placeholder = "", problemPath = path, disabled = false } = {}) {
  const value = get(form.doc, path);
  const wrong = form.problem(problemPath);
  const name = id(path);
  const described = [wrong && `${name}-wrong`, help !== nothing && `${name}-help`].filter(Boolean).join(" ");
  return html`<div class="f ${width}">
    <label for=${name}>${label}${unit ? html` <small>${unit}</small>` : nothing}${optional ? html` <small>optional</small>` : nothing}</label>
    <input class="in ${mono ? "mono" : ""}" id=${name} .value=${live(value === undefined || value === null ? "" : String(value))} placeholder=${placeholder} autocomplete="off" autocapitalize="none" spellcheck="false"
      inputmode=${number ? "numeric" : nothing} list=${list ?? nothing} ?disabled=${disabled} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${described || nothing}
      @input=${(event) => form.set(path, number ? numeric(event.target.value) : optional && event.target.value === "" ? undefined : event.target.value)} @blur=${() => form.touch(path)} />
    ${fault(name, label, wrong)} ${help === nothing ? nothing : html`<p class="help" id="${name}-help">${help}</p>`}
  </div>`;
}

/** A moment, in the time of whoever types. */
export function moment(form, path, label, { width = "", optional = false, help = nothing } = {}) {
  const value = get(form.doc, path);
  const wrong = form.problem(path);
  const name = id(path);
  const described = [wrong && `${name}-wrong`, help !== nothing && `${name}-help`].filter(Boolean).join(" ");
  return html`<div class="f ${width}">
    <label for=${name}>${label} <small>your time${optional ? ", optional" : ""}</small></label>
    <input class="in" id=${name} type="datetime-local" step="1" title=${value == null ? nothing : full(value)} .value=${live(local(value))} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${described || nothing}
      @change=${(event) => form.set(path, fromLocal(event.target.value))} @blur=${() => form.touch(path)} />
    ${fault(name, label, wrong)} ${help === nothing ? nothing : html`<p class="help" id="${name}-help">${help}</p>`}
  </div>`;
}

/** One of several: `[[value, word]]`; a value of undefined takes the field away. */
export function select(form, path, label, options, { width = "", help = nothing } = {}) {
  const value = get(form.doc, path);
  const known = options.some(([each]) => each === value) ? options : [...options, [value, String(value)]];
  const name = id(path);
  return html`<div class="f ${width}">
    <label for=${name}>${label}</label>
    <select class="in" id=${name} @change=${(event) => form.set(path, known[event.target.selectedIndex][0])}>
      ${known.map(([each, word]) => html`<option ?selected=${each === value}>${word}</option>`)}
    </select>
    ${fault(name, label, form.problem(path))} ${help === nothing ? nothing : html`<p class="help">${help}</p>`}
  </div>`;
}

/** A field that speaks another language than the topology: `read` makes text of the value, `write` a value of the text. */
export function text(form, path, label, { read, write, rows, mono = false, optional = false, help = nothing, placeholder = "", width = "" }) {
  const wrong = form.problem(path);
  const name = id(path);
  const described = [wrong && `${name}-wrong`, help !== nothing && `${name}-help`].filter(Boolean).join(" ");
  const shown = form.draft(path) ?? read(get(form.doc, path));
  const change = (event) => {
    form.keep(path, event.target.value);
    form.set(path, write(event.target.value));
  };
  const leave = () => {
    form.keep(path, undefined);
    form.touch(path);
  };
  return html`<div class="f ${width}">
    <label for=${name}>${label}${optional ? html` <small>optional</small>` : nothing}</label>
    ${rows
      ? html`<textarea class="in ${mono ? "mono" : ""}" id=${name} rows=${rows} placeholder=${placeholder} spellcheck="false" .value=${live(shown)} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${described || nothing} @input=${change} @blur=${leave}></textarea>`
      : html`<input class="in ${mono ? "mono" : ""}" id=${name} placeholder=${placeholder} autocomplete="off" spellcheck="false" .value=${live(shown)} aria-invalid=${wrong ? "true" : nothing} aria-describedby=${described || nothing} @input=${change} @blur=${leave} />`}
    ${fault(name, label, wrong)} ${help === nothing ? nothing : html`<p class="help" id="${name}-help">${help}</p>`}
  </div>`;
}

/** Pairs of names and values, in rows. The rows may say what the topology cannot yet: a name that is still empty. */
export function pairs(form, path, label, { names, add, help = nothing }) {
  const rows = form.draft(path) ?? Object.entries(get(form.doc, path) ?? {});
  const wrong = form.problem(path);
  const change = (next) => {
    form.keep(path, next);
    const named = next.filter(([name]) => name.trim() !== "");
    form.set(path, named.length > 0 ? Object.fromEntries(named.map(([name, value]) => [name.trim(), value])) : undefined);
  };
  const edit = (i, j) => (event) => change(rows.map((row, at) => (at === i ? row.with(j, event.target.value) : row)));
  const twice = rows.map(([name]) => name.trim()).find((name, i, all) => name !== "" && all.indexOf(name) !== i);
  return html`<div class="f" role="group" aria-label=${label}>
    <span class="label">${label} <small>optional</small></span>
    ${rows.length > 0
      ? html`<table class="kv"><tbody>
          ${rows.map(
            ([name, value], i) => html`<tr>
              <td><input class="in mono" aria-label="${names[0]} ${i + 1}" placeholder=${names[0]} autocomplete="off" spellcheck="false" .value=${live(name)} @input=${edit(i, 0)} /></td>
              <td><input class="in mono" aria-label="${names[1]} ${i + 1}" autocomplete="off" spellcheck="false" .value=${live(String(value))} @input=${edit(i, 1)} /></td>
              <td><button class="btn quiet" type="button" aria-label="Remove ${name || `row ${i + 1}`}" title="Remove" @click=${() => change(rows.toSpliced(i, 1))}>${icon("cross")}</button></td>
            </tr>`,
          )}
        </tbody></table>`
      : nothing}
    ${twice ? html`<p class="err" role="alert">${twice} is there twice; the last one counts.</p>` : nothing} ${wrong ? html`<p class="err" role="alert">${wrong}</p>` : nothing}
    ${help === nothing ? nothing : html`<p class="help">${help}</p>`}
    <button class="btn quiet" type="button" @click=${() => change([...rows, ["", ""]])}>${icon("plus")}${add}</button>
  </div>`;
}

const fault = (name, label, wrong) => (wrong ? html`<p class="err" id="${name}-wrong">${sentence(label, wrong)}</p>` : nothing);

// The server's words follow the name of a field: "Name is required".
export const sentence = (label, problem) => (/^(is|must|may|has|needs|names|cannot)\b/.test(problem) ? `${label} ${problem}${/[.!?]$/.test(problem) ? "" : "."}` : problem);
