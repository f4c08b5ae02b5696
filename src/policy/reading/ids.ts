/** Ids and Regions inside a text of a policy, with what is known of them. */
import { getIdKind } from "../../terms/ids";
import { escapeMarkdown, toCode } from "../../terms/markdown";
import { getRegionName } from "../../terms/regions";
import type { Span } from "../language";
import type { OrganizationNames } from "../organizationNames";

/** Something that stands for a thing with a name. */
export interface NamedId {
  readonly id: string;
  /** Offsets within the text. */
  readonly span: Span;
  readonly kind: "organization" | "root" | "organizationalUnit" | "account" | "policy" | "handshake";
  /** As it is called, where it is known: `Web Services`. */
  readonly name: string | undefined;
  /** Where it lies by names, itself included: `Root/Production/Web Services`. */
  readonly place: string | undefined;
  /** An account's, when it is not `ACTIVE`. */
  readonly state?: string;
  /** Everything of its kind is known, and this is not among it. */
  readonly isForeign: boolean;
}

const ID = /(?<![\w-])(?:\d{12}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|r-[0-9a-z]{4,32}|o-[a-z0-9]{10,32})(?![\w-])/g;

/** The ids in a text, in order: in an ARN, in a path, or alone. */
export function findIds(text: string, names: OrganizationNames | undefined): readonly NamedId[] {
  return Array.from(text.matchAll(ID)).flatMap(({ 0: id, index }) => {
    const named = nameId(id, names);
    return named ? [{ ...named, span: { start: index, end: index + id.length } }] : [];
  });
}

function nameId(id: string, names: OrganizationNames | undefined): Omit<NamedId, "span"> | undefined {
  const kind = getIdKind(id);
  switch (kind) {
    case undefined:
      return undefined;
    case "account": {
      const account = names?.getAccount(id);
      const place = account && [account.place, account.name].filter(Boolean).join("/");
      return {
        id,
        kind,
        name: account?.name,
        place,
        ...(account && account.state !== "ACTIVE" && { state: account.state }),
        isForeign: names?.hasAllAccounts === true && !account,
      };
    }
    case "root":
    case "organizationalUnit": {
      const parent = names?.getParent(id);
      return {
        id,
        kind,
        name: parent?.name,
        place: parent?.place,
        isForeign: names?.hasAllParents === true && !parent,
      };
    }
    default:
      return {
        id,
        kind,
        name: undefined,
        place: undefined,
        isForeign: kind === "organization" && names !== undefined && names.organizationId !== id,
      };
  }
}

/** A name is its owner's choice: one that might be markup is code, which reads as a plain text too. */
function writeName(name: string): string {
  return escapeMarkdown(name) === name ? name : toCode(name);
}

/** `` `111122223333` (Web Services) `` where something is known, else the text alone as code. */
export function describeText(text: string, names: OrganizationNames | undefined): string {
  const known = findIds(text, names)
    .map(({ name }) => name)
    .filter((name) => name !== undefined);
  const region = getRegionName(text);
  const said = region === undefined ? known : [region];
  return said.length > 0 ? `${toCode(text)} (${said.map(writeName).join(", ")})` : toCode(text);
}
