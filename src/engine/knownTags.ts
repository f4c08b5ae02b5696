/** The tags of an organization: those that its roots, OUs, accounts and policies have, and those of its tag policies. */
import type { KnownTag } from "../policy/organizationNames";
import type { PolicyType } from "../terms/policyTypes";

export const TAG_POLICY: PolicyType = "TAG_POLICY";

/** Where tags are told of. */
export interface TagSource {
  /** The tags of each thing that has some, as far as known. */
  readonly tagged: Iterable<Readonly<Record<string, string>>>;
  /** Tag policies whose texts are known. */
  readonly policies: readonly { readonly name: string; readonly content: string }[];
}

interface Found {
  used: number;
  readonly policies: Set<string>;
  /** How often each is in use. */
  readonly values: Map<string, number>;
}

/** Those that tag policies speak of first, then the most used. */
export function findTags({ tagged, policies }: TagSource): readonly KnownTag[] {
  const found = new Map<string, Found>();
  const take = (key: string): Found => {
    const known = found.get(key) ?? { used: 0, policies: new Set(), values: new Map() };
    found.set(key, known);
    return known;
  };
  for (const tags of tagged) {
    for (const [key, value] of Object.entries(tags)) {
      // Nobody sets those of AWS's own.
      if (/^aws:/i.test(key)) continue;
      const tag = take(key);
      tag.used++;
      if (value !== "") tag.values.set(value, (tag.values.get(value) ?? 0) + 1);
    }
  }
  const ruled = policies.flatMap(({ name, content }) =>
    readTagPolicy(content).map((tag) => ({ ...tag, policy: name })),
  );
  const spellings = new Map(
    ruled.flatMap(({ name, spelling }) => (spelling === undefined ? [] : [[name, spelling] as const])),
  );
  for (const { name, policy, values } of ruled) {
    // What only adds values to a tag leaves its spelling to the policy above it.
    const spelt = spellings.get(name) ?? [...found.keys()].find((key) => key.toLowerCase() === name) ?? name;
    const tag = take(spelt);
    tag.policies.add(policy);
    for (const value of values) tag.values.set(value, tag.values.get(value) ?? 0);
  }
  return Array.from(found, ([key, { used, policies, values }]): KnownTag => {
    const sorted = [...values].sort(([, one], [, other]) => other - one).map(([value]) => value);
    return { key, used, policies: [...policies], values: sorted };
  }).sort((a, b) => Number(b.policies.length > 0) - Number(a.policies.length > 0) || b.used - a.used);
}

interface RuledTag {
  /** As the policy calls it, in lower case. */
  readonly name: string;
  readonly spelling: string | undefined;
  readonly values: readonly string[];
}

/** The tags of a tag policy; none of a text that is not one. */
function readTagPolicy(content: string): readonly RuledTag[] {
  return Object.entries(asRecord(asRecord(parse(content)).tags)).flatMap(([name, tag]): readonly RuledTag[] => {
    if (name.startsWith("@@")) return [];
    const { tag_key, tag_value } = asRecord(tag);
    const spelling = asRecord(tag_key)["@@assign"];
    const operators = asRecord(tag_value);
    const values = [operators["@@assign"], operators["@@append"]].flat();
    return [
      {
        name: name.toLowerCase(),
        spelling: typeof spelling === "string" ? spelling : undefined,
        values: values.filter((value) => typeof value === "string"),
      },
    ];
  });
}

function parse(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
