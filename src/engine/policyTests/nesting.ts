/** How deep a YAML text is nested, told without the recursion that reading it takes. */
import { CST, Lexer } from "yaml";

/** Far beyond what a test file needs, and far below what exhausts the stack. */
const MOST = 200;

/** What the lexer puts in between, with no width in the text. */
const MARKS: readonly string[] = [CST.SCALAR, CST.DOCUMENT, CST.FLOW_END, CST.BOM];

/** Offset of the first place that is nested too deeply. */
export function findTooDeep(text: string): number | undefined {
  let offset = 0;
  /** Open brackets; columns before the line's first token; lists and keys that begin in the line. */
  let [brackets, indent, begun] = [0, 0, 0];
  let isStart = true;
  let isScalar = false;
  for (const token of new Lexer().lex(text)) {
    if (MARKS.includes(token) && text[offset] !== token) {
      isScalar = token === CST.SCALAR;
      continue;
    }
    if (token.endsWith("\n")) [indent, begun, isStart] = [0, 0, true];
    else if (isStart && /^ +$/.test(token)) indent = token.length;
    else if (!isScalar) {
      isStart = false;
      if (token === "[" || token === "{") brackets++;
      else if (token === "]" || token === "}") brackets--;
      else if (token === "-" || token === "?" || token === ":") begun++;
    }
    isScalar = false;
    if (brackets + indent + begun > MOST) return offset;
    offset += token.length;
  }
  return undefined;
}
