/** Splits a command line into its arguments as a shell would: blanks part, quotes and backslashes hold together. */
export function split(line) {
  const args = [];
  let arg;
  let quote;
  for (let i = 0; i < line.length; i++) {
    const c = line[i];
    if (quote) {
      if (c === quote) quote = undefined;
      else if (c === "\\" && quote === '"' && '"\\'.includes(line[i + 1] ?? " ")) arg += line[++i];
      else arg += c;
    } else if (c === "'" || c === '"') {
      quote = c;
      arg ??= "";
    } else if (c === "\\" && i + 1 < line.length) {
      arg = (arg ?? "") + line[++i];
    } else if (/\s/.test(c)) {
      if (arg !== undefined) args.push(arg);
      arg = undefined;
    } else {
      arg = (arg ?? "") + c;
    }
  }
  if (arg !== undefined) args.push(arg);
  return args;
}

/** Writes arguments so that `split` reads the same. */
export const join = (args) => args.map(quote).join(" ");

function quote(arg) {
  if (arg !== "" && !/[\s'"\\]/.test(arg)) return arg;
  return `'${arg.replaceAll("'", `'\\''`)}'`;
}
