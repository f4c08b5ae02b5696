import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY, type PolicyType } from "../../terms/policyTypes";
import { getPolicyQuota } from "../../terms/quotas";
import type { Step } from "../step";

interface Attached {
  readonly policyId: string;
  readonly policyType: PolicyType;
}

/**
 * Attaches what was attached to a target that AWS has given FullAWSAccess meanwhile (User Guide, Service control
 * policies), and takes that away when `lacksFullAccess`: at the end, or for the last one where no slot is left beside it.
 */
export function attachAgain(
  targetId: string,
  attached: readonly Attached[],
  lacksFullAccess: boolean,
): readonly Step[] {
  const { fullAccess } = getPolicyTypeFacts(SERVICE_CONTROL_POLICY);
  const own = attached.filter(({ policyId, policyType }) => policyId !== getPolicyTypeFacts(policyType).fullAccess);
  const attach = own.map((one): Step => ({ kind: "attachPolicy", targetId, ...one }));
  if (!lacksFullAccess || fullAccess === undefined) return attach;
  const controls = own.filter(({ policyType }) => policyType === SERVICE_CONTROL_POLICY);
  const isFull = controls.length >= (getPolicyQuota(SERVICE_CONTROL_POLICY)?.maxAttached ?? Infinity);
  const last = controls.at(-1);
  const at = isFull && last ? own.indexOf(last) : own.length;
  return attach.toSpliced(at, 0, {
    ...{ kind: "detachPolicy", targetId, policyId: fullAccess, policyType: SERVICE_CONTROL_POLICY },
  });
}
