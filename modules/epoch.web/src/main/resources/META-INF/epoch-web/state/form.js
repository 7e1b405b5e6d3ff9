import { split } from "../words/command.js";

/** What the form of a new topology starts with. */
export const BLANK = Object.freeze({ name: "", cron: "", zone: "", kind: "DOCKER", image: "", command: "", cpus: "1", memory: "512", mail: "", env: [] });

// Which field of the form a path of the server belongs to, the more exact one first.
const FIELDS = [
  [/^name\b/, "name"],
  [/^trigger\.timeZone/, "zone"],
  [/^trigger/, "cron"],
  [/^task\.resources\[0\]/, "cpus"],
  [/^task\.resources\[1\]/, "memory"],
  [/^task\.resources/, "cpus"],
  [/^task\.executable/, "program"],
  [/^task\.env/, "env"],
  [/^task\.taskName/, "name"],
  [/^notify/, "mail"],
];

const whole = (text) => (/^\d+$/.test(text.trim()) ? Number(text) : undefined);

/** What can be told without asking: fields with numbers that are none. Empty if the server may be asked. */
export function check(form) {
  const problems = {};
  if (whole(form.cpus) === undefined) problems.cpus = "must be a whole number";
  if (whole(form.memory) === undefined) problems.memory = "must be a whole number of MB";
  const names = form.env.map(({ name }) => name.trim()).filter(Boolean);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice) problems.env = `${twice} is given twice`;
  return problems;
}

/** The topology that a form says. */
export function toTopology(form) {
  const env = form.env.filter(({ name, value }) => name.trim() !== "" || value !== "");
  const mails = form.mail.split(/[,;\s]+/).filter(Boolean);
  return {
    name: form.name.trim(),
    task: {
      type: "CONTAINER_EXECUTION",
      taskName: form.kind === "DOCKER" ? "docker-task" : "command-task",
      executable: form.kind === "DOCKER" ? { type: "DOCKER", url: form.image.trim() } : { type: "COMMAND", command: split(form.command) },
      resources: [
        { type: "CPU", count: whole(form.cpus) },
        { type: "MEMORY", sizeInMB: whole(form.memory) },
      ],
      ...(env.length > 0 ? { env: Object.fromEntries(env.map(({ name, value }) => [name.trim(), value])) } : {}),
    },
    trigger: { type: "CRON", timeSpec: form.cron.trim(), ...(form.zone.trim() ? { timeZone: form.zone.trim() } : {}) },
    ...(mails.length > 0 ? { notify: { type: "MAIL", emails: mails } } : {}),
  };
}

/** The server's problems at the fields they are about: `{fields: {name: "…"}, others: ["…"]}`. */
export function place(problems) {
  const fields = {};
  const others = [];
  for (const problem of problems) {
    const [, path, message] = /^((?:name|task|trigger|notify|policy)\b[^:]*): (.*)$/s.exec(problem) ?? [undefined, "", problem];
    const field = FIELDS.find(([pattern]) => pattern.test(path))?.[1];
    if (!field) others.push(problem);
    else fields[field] = fields[field] ? `${fields[field]}; ${detail(path, message)}` : detail(path, message);
  }
  return { fields, others };
}

// Of many variables or addresses, the one at fault is named.
function detail(path, message) {
  const variable = /^task\.env\.(.+)$/.exec(path)?.[1];
  return variable ? `${variable}: ${message}` : message;
}
