/** A write to an organization, in AWS's words, and its inverse. */
export type Change =
  | { readonly kind: "attach"; readonly policyId: string; readonly targetId: string }
  | { readonly kind: "detach"; readonly policyId: string; readonly targetId: string }
  | {
      readonly kind: "update";
      readonly policyId: string;
      /** The stored text before, to the byte. */
      readonly from: string;
      readonly to: string;
    };

/** What takes a change back. */
export function getInverse(change: Change): Change {
  switch (change.kind) {
    case "attach":
      return { ...change, kind: "detach" };
    case "detach":
      return { ...change, kind: "attach" };
    case "update":
      return { ...change, from: change.to, to: change.from };
  }
}
