import type { Node } from "jsonc-parser";
import type { PolicyDocument } from "./document";
import type { Problem, Span } from "./language";
import { contains, getSpan } from "./tree";

/**
 * A comment in a `.jsonc` file that silences rules:
 *   `// orgscope-ignore unknown-action, literal-wildcard -- newer than the catalogue`
 * On a line of its own it speaks of what follows (a statement, an element, an entry), at the end of a line of that
 * line. `orgscope-ignore-file` speaks of the whole file. Policies as AWS stores them have no comments.
 */
const DIRECTIVE =
  /^\/[/*]\s*orgscope-ignore(-file)?\s+([a-z][a-z0-9-]*(?:[\s,]+[a-z][a-z0-9-]*)*?)\s*(?:--.*|\*\/)?\s*$/s;

/** The codes that are silent, and where. */
interface Silence {
  readonly codes: ReadonlySet<string>;
  readonly span: Span;
}

/** The problems that no comment of the text silences. */
export function dropSilenced(problems: readonly Problem[], document: PolicyDocument): readonly Problem[] {
  if (problems.length === 0 || !document.text.includes("orgscope-ignore")) return problems;
  const silences = [...findSilences(document)];
  return problems.filter(
    ({ code, span }) => !silences.some((silence) => silence.codes.has(code) && contains(silence.span, span.start)),
  );
}

function* findSilences({ text, root, faults }: PolicyDocument): Generator<Silence> {
  for (const { kind, span } of faults) {
    if (kind !== "comment") continue;
    const [, ofFile, list] = DIRECTIVE.exec(text.slice(span.start, span.end)) ?? [];
    if (list === undefined) continue;
    const codes = new Set(list.split(/[\s,]+/));
    if (ofFile) yield { codes, span: { start: 0, end: text.length } };
    else yield { codes, span: isAlone(text, span.start) ? getNext(root, span.end) : getLine(text, span.start) };
  }
}

function isAlone(text: string, offset: number): boolean {
  return /(?:^|[\r\n])[ \t]*$/.test(text.slice(Math.max(0, offset - 200), offset));
}

function getLine(text: string, offset: number): Span {
  const before = Math.max(text.lastIndexOf("\n", offset - 1), text.lastIndexOf("\r", offset - 1));
  const after = text.slice(offset).search(/[\r\n]/);
  return { start: before + 1, end: after < 0 ? text.length : offset + after };
}

/** The first thing that begins behind an offset: the outermost, where several begin at once. */
function getNext(root: Node | undefined, offset: number): Span {
  let node = root;
  while (node && node.offset < offset) {
    node = node.children?.find((child) => child.offset >= offset || child.offset + child.length > offset);
  }
  return node ? getSpan(node) : { start: offset, end: offset };
}
