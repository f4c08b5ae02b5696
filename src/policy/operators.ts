/** The condition operators (IAM User Guide, Condition operators). */
export interface OperatorFacts {
  readonly name: string;
  readonly family: "String" | "Numeric" | "Date" | "Bool" | "Binary" | "Ip" | "Arn" | "Null";
  readonly isNegated: boolean;
  /** One sentence of Markdown. */
  readonly summary: string;
}

const compare = (family: "Numeric" | "Date", less: string, greater: string): readonly OperatorFacts[] => {
  const noun = family === "Numeric" ? "number" : "date";
  const rows: readonly (readonly [suffix: string, words: string])[] = [
    ["Equals", "is"],
    ["NotEquals", "is not"],
    ["LessThan", `is ${less} than`],
    ["LessThanEquals", `is ${less} than, or equal to,`],
    ["GreaterThan", `is ${greater} than`],
    ["GreaterThanEquals", `is ${greater} than, or equal to,`],
  ];
  return rows.map(([suffix, words]) => ({
    name: `${family}${suffix}`,
    family,
    isNegated: suffix === "NotEquals",
    summary: `The ${noun} ${words} the given one.`,
  }));
};

export const OPERATORS: readonly OperatorFacts[] = [
  {
    name: "StringEquals",
    family: "String",
    isNegated: false,
    summary: "The text is exactly one of these. `*` and `?` are taken literally.",
  },
  {
    name: "StringNotEquals",
    family: "String",
    isNegated: true,
    summary: "The text is none of these. `*` and `?` are taken literally.",
  },
  {
    name: "StringEqualsIgnoreCase",
    family: "String",
    isNegated: false,
    summary: "The text is one of these, whatever the case.",
  },
  {
    name: "StringNotEqualsIgnoreCase",
    family: "String",
    isNegated: true,
    summary: "The text is none of these, whatever the case.",
  },
  {
    name: "StringLike",
    family: "String",
    isNegated: false,
    summary: "The text matches one of these patterns; `*` and `?` are wildcards.",
  },
  {
    name: "StringNotLike",
    family: "String",
    isNegated: true,
    summary: "The text matches none of these patterns; `*` and `?` are wildcards.",
  },
  {
    name: "ArnLike",
    family: "Arn",
    isNegated: false,
    summary: "The ARN matches one of these, part by part; wildcards are allowed.",
  },
  {
    name: "ArnNotLike",
    family: "Arn",
    isNegated: true,
    summary: "The ARN matches none of these, part by part; wildcards are allowed.",
  },
  { name: "ArnEquals", family: "Arn", isNegated: false, summary: "The same as `ArnLike`." },
  { name: "ArnNotEquals", family: "Arn", isNegated: true, summary: "The same as `ArnNotLike`." },
  { name: "Bool", family: "Bool", isNegated: false, summary: "The value is `true`, or `false`, as given." },
  {
    name: "Null",
    family: "Null",
    isNegated: false,
    summary: "`true`: the request lacks the key. `false`: the request carries it.",
  },
  { name: "IpAddress", family: "Ip", isNegated: false, summary: "The address lies in one of these ranges." },
  { name: "NotIpAddress", family: "Ip", isNegated: true, summary: "The address lies in none of these ranges." },
  ...compare("Numeric", "less", "greater"),
  ...compare("Date", "earlier", "later"),
  { name: "BinaryEquals", family: "Binary", isNegated: false, summary: "The bytes are these, in Base64." },
];

export interface ParsedOperator {
  readonly set: "ForAllValues" | "ForAnyValue" | undefined;
  readonly facts: OperatorFacts;
  readonly ifExists: boolean;
}

const BY_NAME = new Map(OPERATORS.map((facts) => [facts.name, facts]));

/** Takes `ForAnyValue:StringLikeIfExists` apart; `undefined` for what is no operator. */
export function parseOperator(text: string): ParsedOperator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(text);
  const facts = BY_NAME.get(match?.[2] ?? "");
  if (!match || !facts || (match[3] && facts.family === "Null")) return undefined;
  const set = match[1] === "ForAllValues" || match[1] === "ForAnyValue" ? match[1] : undefined;
  return { set, facts, ifExists: match[3] !== undefined };
}

/** Every form that an operator may be written in. */
export function* listOperatorForms(): Generator<string> {
  for (const { name, family } of OPERATORS) {
    for (const set of ["", "ForAllValues:", "ForAnyValue:"]) {
      yield set + name;
      if (family !== "Null") yield `${set}${name}IfExists`;
    }
  }
}

/** Why an absent key matters, in words. */
export function describeAbsence({ set, facts, ifExists }: ParsedOperator): string {
  if (facts.family === "Null") return "";
  if (ifExists) return "A request without the key meets it.";
  if (set === "ForAllValues") return "A request without the key meets it.";
  if (set === "ForAnyValue") return "A request without the key does not meet it.";
  return facts.isNegated ? "A request without the key meets it too." : "A request without the key does not meet it.";
}
