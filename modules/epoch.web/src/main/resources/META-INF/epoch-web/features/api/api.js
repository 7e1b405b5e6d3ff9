import { html, nothing } from "lit";
import { live } from "lit/directives/live.js";
import { Element } from "../../components/element.js";
import { broken, empty, pending } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { count } from "../../words/numbers.js";
import { example, operations, resolve, shape } from "../../words/openapi.js";
import { read } from "../../words/yaml.js";

/** The REST API, as its own description has it; nothing comes from anywhere else. */
class Api extends Element {
  #read = {};

  get #description() {
    const { data } = this.state.description;
    if (this.#read.data !== data) {
      this.#read = { data };
      try {
        this.#read.value = data === undefined ? undefined : read(data);
      } catch (error) {
        this.#read.error = error;
      }
    }
    return this.#read;
  }

  render() {
    const { description, route, now } = this.state;
    const { value, error } = this.#description;
    if (!value) {
      const resource = error ? { status: "error", error } : description;
      return html`<section class="panel">${resource.status === "error" ? broken("The description of the API could not be loaded", resource, now, () => this.app.pages.refresh()) : pending("", resource, now)}</section>`;
    }
    const { q = "" } = route.query;
    const all = operations(value);
    const words = q.toLowerCase().split(/\s+/).filter(Boolean);
    const shown = all.filter((each) => words.every((word) => `${each.method} ${each.path} ${each.operation.summary ?? ""} ${each.tag}`.toLowerCase().includes(word)));
    const tags = [...new Set(shown.map(({ tag }) => tag))];
    return html`
      <div class="head"><div><div class="title"><h1>${value.info?.title ?? "API"}</h1><span class="faint">${value.info?.version ?? ""}</span></div>
          ${value.info?.description ? html`<p class="about">${value.info.description.split("\n\n")[0]}</p>` : nothing}</div>
        <div class="btns"><a class="btn" href="apis/openapi.yaml" download="openapi.yaml">openapi.yaml</a></div></div>
      <section class="panel" aria-label="Operations">
        <div class="bar"><label class="search"><span class="vh">Search operations</span>${icon("search")}
          <input class="in" type="search" data-search placeholder="Path or words" autocomplete="off" spellcheck="false" .value=${live(q)} @input=${(event) => this.app.router.filter({ q: event.target.value })} /><kbd aria-hidden="true">/</kbd></label>
          <span class="end faint">${count(shown.length)} of ${count(all.length)}</span></div>
        ${shown.length === 0 ? empty("Nothing matches", "No operation has all these words.", html`<button class="btn" type="button" @click=${() => this.app.router.filter({ q: undefined })}>Clear</button>`) : nothing}
        ${tags.map((tag) => html`<h2 class="tag">${tag}</h2>${shown.filter((each) => each.tag === tag).map((each) => this.#operation(value, each))}`)}
      </section>
    `;
  }

  #operation(root, { method, path, operation, parameters }) {
    const body = resolve(root, operation.requestBody);
    const content = Object.values(body?.content ?? {})[0];
    return html`<details class="op">
      <summary><span class="method ${method.toLowerCase()}">${method}</span><code>${path}</code><span class="muted">${operation.summary ?? ""}</span></summary>
      <div class="op-body">
        ${operation.description ? operation.description.split("\n\n").map((text) => html`<p>${text}</p>`) : nothing}
        ${parameters.length > 0
          ? html`<table class="grid"><caption class="vh">Parameters</caption><thead><tr><th scope="col">Parameter</th><th scope="col">In</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
              <tbody>${parameters.map((each) => html`<tr><td><code>${each.name}</code>${each.required ? html` <span class="faint">required</span>` : nothing}</td><td class="muted">${each.in}</td><td class="muted">${shape(root, each.schema)}</td><td class="wrap">${each.description ?? ""}</td></tr>`)}</tbody></table>`
          : nothing}
        ${content ? html`<h3>Body</h3><pre class="json" tabindex="0">${content.example === undefined ? shape(root, content.schema, 3) : JSON.stringify(content.example, null, 2)}</pre>` : nothing}
        <h3>Answers</h3>
        <dl class="facts">${Object.entries(operation.responses ?? {}).map(([status, answer]) => {
          const it = resolve(root, answer);
          const schema = Object.values(it?.content ?? {})[0]?.schema;
          return html`<dt><code>${status}</code></dt><dd>${it?.description ?? ""}${schema ? html`<pre class="json" tabindex="0">${shape(root, schema, 3)}</pre>` : nothing}</dd>`;
        })}</dl>
        <h3>Try it</h3>
        <pre class="json" tabindex="0">${example(location, { method, path, body: content })}</pre>
      </div>
    </details>`;
  }
}

customElements.define("epoch-api", Api);
