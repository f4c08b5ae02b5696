import type { OrganizationContents } from "../organization/model";

export function generateOrganization(_options: {
  readonly accounts: number;
  readonly seed: number;
}): OrganizationContents {
  throw new Error("Not yet");
}
