/** Policies as people and programs write them: the same in other ways, and others that look much the same. */

export type Random = () => number;

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("nothing to pick from");
  return item;
}

const STRING = /"(?:[^"\\\n]|\\.)*"/g;

/** Other escapes and other white space: what JSON reads stays the same. */
export function rewrite(text: string, random: Random): string {
  let result = "";
  let from = 0;
  for (const match of text.matchAll(STRING)) {
    result += respace(text.slice(from, match.index), random) + escape(match[0], random);
    from = match.index + match[0].length;
  }
  return result + respace(text.slice(from), random);
}

function respace(between: string, random: Random): string {
  if (random() < 0.7) return between;
  return between.replace(/[ \t\r\n]*([{}[\],:])[ \t\r\n]*/g, (_, sign: string) => {
    return (
      pick(random, ["", "", " ", "\t", "\n", "\r\n", "\r", " \n\n "]) + sign + pick(random, ["", " ", "\n", "\t "])
    );
  });
}

function escape(written: string, random: Random): string {
  const share = pick(random, [0, 0, 0, 0.1, 1]);
  if (share === 0) return random() < 0.3 ? written.replaceAll(/(?<!\\)\//g, String.raw`\/`) : written;
  const value = JSON.parse(written) as string;
  const units = Array.from({ length: value.length }, (_, at) => value.charAt(at));
  const escaped = units.map((unit) => {
    if (random() >= share) return JSON.stringify(unit).slice(1, -1);
    const code = unit.charCodeAt(0).toString(16).padStart(4, "0");
    return `\\u${random() < 0.5 ? code : code.toUpperCase()}`;
  });
  return `"${escaped.join("")}"`;
}

/** What looks like something else, or like nothing, and what means more than itself. */
const ODD = [
  ...["\u200b", "\u00a0", "\u212a", "\u0130", "\u0430", "\u2028", "\ue000", "\ud83d", "\ude00"],
  ...["*", "?", ":", "/", "$", "${", "}", "${*}", "${aws:PrincipalTag\\/a}", '\\"', "\\\\", "\\t"],
  ...["<a>", "{{b}}", "%{if a}", "#{c}", "/*", "//"],
];

/** One small change of what it says; the text stays JSON. */
export function change(text: string, random: Random): string {
  const strings = [...text.matchAll(STRING)];
  const chosen = strings[Math.floor(random() * strings.length)];
  if (!chosen) return text;
  const { 0: written, index } = chosen;
  const replaceWith = (other: string) => text.slice(0, index) + other + text.slice(index + written.length);
  const inner = written.slice(1, -1);
  const isName = /^\s*:/.test(text.slice(index + written.length));
  const at = inner.includes("\\") ? 0 : Math.floor(random() * (inner.length + 1));
  switch (Math.floor(random() * 6)) {
    case 0:
      return replaceWith(`"${inner.slice(0, at)}${pick(random, ODD)}${inner.slice(at)}"`);
    case 1:
      return inner.includes("\\") ? text : replaceWith(`"${inner.slice(0, at)}${inner.slice(at + 1)}"`);
    case 2:
      return replaceWith(isName ? `${written}:"x",${written}` : `["x",${written}]`);
    case 3:
      return replaceWith(isName ? `${written}:[],${written}` : `[${written}]`);
    case 4:
      return replaceWith(inner === inner.toLowerCase() ? written.toUpperCase().replaceAll("\\U", "\\u") : written);
    default: {
      const other = strings[Math.floor(random() * strings.length)];
      return replaceWith(other?.[0] ?? written);
    }
  }
}
