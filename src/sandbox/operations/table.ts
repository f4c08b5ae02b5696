import { ACCOUNT_OPERATIONS } from "./accounts";
import { ATTACHMENT_OPERATIONS } from "./attachments";
import { DELEGATION_OPERATIONS } from "./delegation";
import { EFFECTIVE_POLICY_OPERATIONS } from "./effectivePolicies";
import { HANDSHAKE_OPERATIONS } from "./handshakes";
import type { OperationEntry } from "./operation";
import { ORGANIZATION_OPERATIONS } from "./organization";
import { POLICY_OPERATIONS } from "./policies";
import { POLICY_TYPE_OPERATIONS } from "./policyTypes";
import { STRUCTURE_OPERATIONS } from "./structure";
import { TAG_OPERATIONS } from "./tags";

/** Every operation that needs an organization, by name. */
export const OPERATIONS: ReadonlyMap<string, OperationEntry> = new Map(
  Object.entries({
    ...ORGANIZATION_OPERATIONS,
    ...STRUCTURE_OPERATIONS,
    ...ACCOUNT_OPERATIONS,
    ...POLICY_OPERATIONS,
    ...ATTACHMENT_OPERATIONS,
    ...POLICY_TYPE_OPERATIONS,
    ...TAG_OPERATIONS,
    ...HANDSHAKE_OPERATIONS,
    ...EFFECTIVE_POLICY_OPERATIONS,
    ...DELEGATION_OPERATIONS,
  }),
);
