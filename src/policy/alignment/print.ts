import type { Container, Entry, Value } from "./value";

const UNIT = "  ";

/** Pretty-printed as the formatter prints, two spaces and `\n`; ends with a line break, so that all texts end alike. */
export function printValue({ value, before, after }: Entry): string {
  return [...before, print(value, ""), ...after].map((line) => `${line}\n`).join("");
}

function print(value: Value, indent: string): string {
  if (value.kind === "scalar") return value.text;
  const [open, close] = value.kind === "list" ? ["[", "]"] : ["{", "}"];
  if (value.entries.length === 0 && value.end.length === 0) return open + close;
  const inner = indent + UNIT;
  const lines = [...printEntries(value, inner), ...value.end.map((comment) => inner + comment)];
  return [open, ...lines, indent + close].join("\n");
}

function printEntries({ entries }: Container, indent: string): readonly string[] {
  return entries.flatMap(({ label, value, before, after }, index) => {
    const lead = label === undefined ? "" : `${label}: `;
    const comma = index < entries.length - 1 ? "," : "";
    const line = [`${indent}${lead}${print(value, indent)}${comma}`, ...after].join(" ");
    return [...before.map((comment) => indent + comment), line];
  });
}
