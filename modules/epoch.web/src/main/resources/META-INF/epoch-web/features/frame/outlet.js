import { html, nothing } from "lit";
import { empty } from "../../components/four-states.js";
import { href } from "../../state/router.js";

// Each page comes when it is first opened, so that the first one is light.
const PAGES = {
  topologies: { load: () => import("../topologies/topologies.js"), view: (app) => html`<epoch-topologies .app=${app}></epoch-topologies>` },
  topology: { load: () => import("../topology/topology.js"), view: (app) => html`<epoch-topology .app=${app}></epoch-topology>` },
  run: { load: () => import("../run/run.js"), view: (app) => html`<epoch-run .app=${app}></epoch-run>` },
  runs: { load: () => import("../runs/runs.js"), view: (app) => html`<epoch-runs .app=${app}></epoch-runs>` },
  create: { load: () => import("../edit/edit.js"), view: (app) => html`<epoch-edit .app=${app}></epoch-edit>` },
  edit: { load: () => import("../edit/edit.js"), view: (app, { id }) => html`<epoch-edit .app=${app} .of=${id}></epoch-edit>` },
  import: { load: () => import("../import/import.js"), view: (app) => html`<epoch-import .app=${app}></epoch-import>` },
  calendars: { load: () => import("../calendars/calendars.js"), view: (app) => html`<epoch-calendars .app=${app}></epoch-calendars>` },
  calendar: { load: () => import("../calendars/calendar.js"), view: (app, { name }) => html`<epoch-calendar .app=${app} .of=${name}></epoch-calendar>` },
  newCalendar: { load: () => import("../calendars/edit.js"), view: (app) => html`<epoch-edit-calendar .app=${app}></epoch-edit-calendar>` },
  editCalendar: { load: () => import("../calendars/edit.js"), view: (app, { name }) => html`<epoch-edit-calendar .app=${app} .of=${name}></epoch-edit-calendar>` },
  cluster: { load: () => import("../cluster/cluster.js"), view: (app) => html`<epoch-cluster .app=${app}></epoch-cluster>` },
  audit: { load: () => import("../audit/audit.js"), view: (app) => html`<epoch-audit .app=${app}></epoch-audit>` },
  api: { load: () => import("../api/api.js"), view: (app) => html`<epoch-api .app=${app}></epoch-api>` },
};

/**
 * Shows the page of an address once its code is there; `changed` is called when there is something new to draw. `isComing` says that the code
 * of a page is on its way.
 */
export function createOutlet(changed) {
  const loaded = new Map();

  function need(page) {
    loaded.set(page, "loading");
    PAGES[page].load().then(
      () => loaded.set(page, "there"),
      () => loaded.set(page, "broken"),
    ).then(changed);
  }

  function show(app, { page, params }) {
    if (!PAGES[page]) return empty("There is no such page", "The address may be old, or mistyped.", html`<a class="btn" href=${href("topologies")}>Topologies</a>`);
    if (!loaded.has(page)) need(page);
    switch (loaded.get(page)) {
      case "there":
        return PAGES[page].view(app, params);
      case "broken":
        return empty("This page could not be loaded", "Epoch may be away, or may have been replaced by a newer one.", html`
          <button class="btn" type="button" @click=${() => location.reload()}>Load it again</button>`);
      default:
        return nothing;
    }
  }

  return { show, isComing: (page) => loaded.get(page) === "loading" };
}
