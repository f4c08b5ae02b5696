import type { Policy } from "../organization/model";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../terms/policyTypes";

/** AWS's allow-everything SCP (User Guide, orgs_manage_policies_scps): attached wherever SCPs are switched on. */
export const FULL_AWS_ACCESS: Policy = {
  id: "p-FullAWSAccess",
  arn: "arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess",
  name: "FullAWSAccess",
  description: "Allows access to every operation",
  type: SERVICE_CONTROL_POLICY,
  awsManaged: true,
  content: JSON.stringify(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] },
    undefined,
    2,
  ),
};

/** AWS's allow-everything RCP: on every target, never listed among what is attached, takes one of the five slots. */
export const RCP_FULL_AWS_ACCESS: Policy = {
  id: "p-RCPFullAWSAccess",
  arn: "arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess",
  name: "RCPFullAWSAccess",
  description: "Allows access to every resource",
  type: RESOURCE_CONTROL_POLICY,
  awsManaged: true,
  content: JSON.stringify(
    { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "*", Resource: "*" }] },
    undefined,
    2,
  ),
};

export const MANAGED_POLICIES: readonly Policy[] = [FULL_AWS_ACCESS, RCP_FULL_AWS_ACCESS];
