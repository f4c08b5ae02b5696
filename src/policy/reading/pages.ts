/** Addresses of AWS's documentation. */
import type { ServiceSummary } from "../catalogue";
import { getGlobalKey } from "../conditionKeys";

const USER_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide";
const ORGANIZATIONS = "https://docs.aws.amazon.com/organizations/latest/userguide";
const KMS = "https://docs.aws.amazon.com/kms/latest/developerguide";
const SERVICES = "https://docs.aws.amazon.com/service-authorization/latest/reference";

/** A page of the IAM User Guide, by its name. */
export function getGuidePage(name: string): string {
  return `${USER_GUIDE}/${name}.html`;
}

/** A page of AWS's documentation, by its name, which tells the guide: that of Organizations, of KMS or of IAM. */
export function getSourcePage(name: string): string {
  if (/^orgs?_/.test(name)) return `${ORGANIZATIONS}/${name}.html`;
  return name === "alias-authorization" ? `${KMS}/${name}.html` : getGuidePage(name);
}

/** The service's page of the Service Authorization Reference: `list_amazons3.html`. */
export function getServicePage({ name }: Pick<ServiceSummary, "name">): string {
  return `${SERVICES}/list_${name.toLowerCase().replace(/[^a-z0-9]/g, "")}.html`;
}

/** The place of a global condition key on its page; the sections are named by the key without its `aws:` and tag. */
export function getKeyPage(written: string): string {
  const page = getGuidePage("reference_policies_condition-keys");
  const name = getGlobalKey(written)?.name;
  const section = name?.replace(/^aws:/, "").replace(/\/.*$/, "").toLowerCase();
  return section && !section.includes(":") ? `${page}#condition-keys-${section}` : page;
}
