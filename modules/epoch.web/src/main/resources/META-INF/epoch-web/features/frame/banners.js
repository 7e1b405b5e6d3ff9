import { html, nothing } from "lit";
import { staleBanner } from "../../components/four-states.js";
import { icon } from "../../components/icon.js";
import { quoted } from "../../components/marks.js";
import { href } from "../../state/router.js";
import { clock } from "../../words/time.js";

/** One at a time, worst first: stale, held, the door is open, the passwords are known to everybody. */
export function banner({ stale, session, cluster, now, retry }) {
  if (stale) return staleBanner(stale, now, retry);
  const hold = cluster.data?.hold;
  const door = session.door ?? cluster.data;
  if (hold?.held) {
    return html`<div class="banner warn" role="status">
      ${icon("held", "warn")}
      <p><strong>Held since ${clock(hold.since)}${hold.by ? html` by ${hold.by}` : nothing}</strong>${hold.reason ? html`, ${quoted(hold.reason)}` : nothing}. <span class="hide-s">Nothing fires, nothing is lost: what falls due waits.</span></p>
      <div class="btns"><a class="btn" href=${href("cluster")}>Cluster</a></div>
    </div>`;
  }
  if (door?.authEnabled === false) {
    return html`<div class="banner warn" role="status">
      ${icon("warn", "warn")}
      <p><strong>The door is open.</strong> Whoever reaches this address can change everything here. <span class="hide-s">Set <code>userAuth.enabled</code> in the configuration.</span></p>
    </div>`;
  }
  if (door?.defaultPasswords) {
    return html`<div class="banner warn" role="status">
      ${icon("warn", "warn")}
      <p><strong>The passwords are the defaults.</strong> Anyone who knows Epoch can change everything here. <span class="hide-s">Set <code>userAuth.users</code> in the configuration.</span></p>
    </div>`;
  }
  return nothing;
}
