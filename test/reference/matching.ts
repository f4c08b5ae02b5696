/**
 * The matching language, word for word from the IAM User Guide and as simply as can be: no compiling, no sharing, no
 * third value. It shares no code with src/, so that a mistake there does not hide itself here.
 */

/** Keys in lower case; a key that is not there is absent. */
export type Context = Readonly<Record<string, readonly string[]>>;

type Json = Readonly<Record<string, unknown>>;

export function asList(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(String);
}

/** `*` is any run of characters, `?` any one. */
export function isLike(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  if (pattern[0] === "*") return isLike(pattern.slice(1), text) || (text !== "" && isLike(pattern, text.slice(1)));
  return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && isLike(pattern.slice(1), text.slice(1));
}

/** The six parts of an ARN; further colons belong to the last. */
function splitArn(arn: string): readonly string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

/** Each of the six parts is checked on its own. */
export function isArnLike(pattern: string, arn: string): boolean {
  const wanted = splitArn(pattern);
  const found = splitArn(arn);
  return wanted.length === found.length && wanted.every((part, at) => isLike(part, found[at] ?? ""));
}

/** Like isArnLike, but a star at the end of a part may run past the colons that follow. */
export function isResourceLike(pattern: string, arn: string): boolean {
  if (pattern === "*") return true;
  const parts = splitArn(pattern);
  // An ARN that stops short also means any rest.
  const completed = [...parts, ...Array<string>(Math.max(6 - parts.length, 0)).fill("*")];
  return matchParts(parts, arn, 0) || matchParts(completed, arn, 0);
}

function matchParts([part = "", ...rest]: readonly string[], text: string, at: number): boolean {
  const fits = (own: string) =>
    own.includes(":") && at < 5 ? part.endsWith("*") && crosses(part, own) : isLike(part, own);
  if (rest.length === 0) return fits(text);
  // The part ends before a colon: the next one, or any later one where a star ends it.
  return text
    .split("")
    .some((letter, end) => letter === ":" && fits(text.slice(0, end)) && matchParts(rest, text.slice(end + 1), at + 1));
}

/** Only the last star of the part takes in colons: what stands before it must fit a beginning without any. */
function crosses(part: string, text: string): boolean {
  const head = part.slice(0, -1);
  for (let end = 0; end <= text.length; end++) {
    const start = text.slice(0, end);
    if (!start.includes(":") && isLike(head, start)) return true;
  }
  return false;
}

type Single = { readonly test: (wanted: string, found: string) => boolean; readonly negated: boolean };

const number = (compare: (found: number, wanted: number) => boolean, negated = false): Single => ({
  test: (wanted, found) => compare(Number(found), Number(wanted)),
  negated,
});
const seconds = (text: string) => (/^\d+$/.test(text) ? Number(text) : Date.parse(text) / 1000);
const date = (compare: (found: number, wanted: number) => boolean, negated = false): Single => ({
  test: (wanted, found) => compare(seconds(found), seconds(wanted)),
  negated,
});
const text = (test: (wanted: string, found: string) => boolean, negated = false): Single => ({ test, negated });

const OPERATORS: Readonly<Record<string, Single>> = {
  StringEquals: text((wanted, found) => wanted === found),
  StringNotEquals: text((wanted, found) => wanted === found, true),
  StringEqualsIgnoreCase: text((wanted, found) => wanted.toUpperCase() === found.toUpperCase()),
  StringNotEqualsIgnoreCase: text((wanted, found) => wanted.toUpperCase() === found.toUpperCase(), true),
  StringLike: text(isLike),
  StringNotLike: text(isLike, true),
  ArnEquals: text(isArnLike),
  ArnLike: text(isArnLike),
  ArnNotEquals: text(isArnLike, true),
  ArnNotLike: text(isArnLike, true),
  NumericEquals: number((found, wanted) => found === wanted),
  NumericNotEquals: number((found, wanted) => found === wanted, true),
  NumericLessThan: number((found, wanted) => found < wanted),
  NumericLessThanEquals: number((found, wanted) => found <= wanted),
  NumericGreaterThan: number((found, wanted) => found > wanted),
  NumericGreaterThanEquals: number((found, wanted) => found >= wanted),
  DateEquals: date((found, wanted) => found === wanted),
  DateNotEquals: date((found, wanted) => found === wanted, true),
  DateLessThan: date((found, wanted) => found < wanted),
  DateLessThanEquals: date((found, wanted) => found <= wanted),
  DateGreaterThan: date((found, wanted) => found > wanted),
  DateGreaterThanEquals: date((found, wanted) => found >= wanted),
  Bool: text((wanted, found) => wanted.toLowerCase() === found.toLowerCase()),
  BinaryEquals: text((wanted, found) => wanted === found),
  IpAddress: text(isInBlock),
  NotIpAddress: text(isInBlock, true),
};

/** Addresses as text of bits, compared as far as the block says. */
function isInBlock(block: string, address: string): boolean {
  const [base = "", length] = block.split("/");
  const wanted = toBits(base);
  const found = toBits(address);
  const bits = length === undefined ? wanted.length : Number(length);
  return wanted.length === found.length && wanted.slice(0, bits) === found.slice(0, bits);
}

function toBits(address: string): string {
  const bits = (digits: string, base: number, width: number) =>
    Number.parseInt(digits, base).toString(2).padStart(width, "0");
  if (!address.includes(":"))
    return address
      .split(".")
      .map((part) => bits(part, 10, 8))
      .join("");
  const [left = "", right = ""] = address.split("::");
  const head = left === "" ? [] : left.split(":");
  const tail = right === "" ? [] : right.split(":");
  const middle = Array<string>(8 - head.length - tail.length).fill("0");
  return [...head, ...middle, ...tail].map((group) => bits(group, 16, 16)).join("");
}

/** Whether all operators and keys of a Condition hold. */
export function holds(block: Json, context: Context, version: string): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys as Json).every(([key, values]) => holdsFor(operator, key, asList(values), context, version)),
  );
}

function holdsFor(
  operator: string,
  key: string,
  values: readonly string[],
  context: Context,
  version: string,
): boolean {
  const found = context[key.toLowerCase()] ?? [];
  if (operator === "Null") return values.includes(found.length === 0 ? "true" : "false");
  const [set, named] = operator.includes(":") ? operator.split(":") : [undefined, operator];
  const ifExists = named?.endsWith("IfExists") ?? false;
  const single = OPERATORS[named?.replace(/IfExists$/, "") ?? ""];
  if (!single) throw new Error(`The reference does not know ${operator}.`);
  if (found.length === 0) {
    if (ifExists || set === "ForAllValues") return true;
    return set === "ForAnyValue" ? false : single.negated;
  }
  // "Resolves to a null dataset, such as an empty string" (Set operators for multivalued context keys).
  if (set === "ForAllValues" && found.every((value) => value === "")) return true;
  const isText = /^(String|Arn)/.test(named ?? "");
  const isPattern = /Like|^Arn/.test(named ?? "");
  const one = (value: string) => {
    const matches = values.some((wanted) => {
      const filled = isText && version === "2012-10-17" ? substitute(wanted, context) : wanted;
      if (filled === undefined) return false;
      // Literal stars and question marks travel as control characters, on both sides.
      return isPattern || !isText
        ? single.test(filled, hasHidden(filled) ? hide(value) : value)
        : single.test(reveal(filled), value);
    });
    return matches !== single.negated;
  };
  return set === "ForAllValues" ? found.every(one) : found.some(one);
}

const hide = (plain: string) => plain.replaceAll("*", "\u0001").replaceAll("?", "\u0002");
const reveal = (hidden: string) => hidden.replaceAll("\u0001", "*").replaceAll("\u0002", "?");
const hasHidden = (filled: string) => reveal(filled) !== filled;

/** Fills in policy variables; `undefined` where one has neither a value nor a default. */
export function substitute(template: string, context: Context): string | undefined {
  let isMissing = false;
  const filled = template.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    if (inside === "*" || inside === "?") return hide(inside);
    if (inside === "$") return "$";
    const [, name = inside, fallback] = /^([^,]+), ?'(.*)'$/.exec(inside) ?? [];
    const value = context[name.toLowerCase()]?.[0] ?? fallback;
    if (value === undefined) isMissing = true;
    return hide(value ?? "");
  });
  return isMissing ? undefined : filled;
}

/** Whether a statement is about this action, on this resource, in this context. */
export function statementMatches(
  statement: Json,
  action: string,
  resource: string,
  context: Context,
  version: string,
): boolean {
  const isAction = (pattern: string) => isLike(pattern.toLowerCase(), action.toLowerCase());
  const isResource = (pattern: string) => {
    const filled = version === "2012-10-17" ? substitute(pattern, context) : pattern;
    return filled !== undefined && isResourceLike(filled, hasHidden(filled) ? hide(resource) : resource);
  };
  const { Action, NotAction, Resource, NotResource, Condition = {} } = statement;
  if (Action !== undefined && !asList(Action).some(isAction)) return false;
  if (NotAction !== undefined && asList(NotAction).some(isAction)) return false;
  if (Resource !== undefined && !asList(Resource).some(isResource)) return false;
  if (NotResource !== undefined && asList(NotResource).some(isResource)) return false;
  return holds(Condition as Json, context, version);
}
