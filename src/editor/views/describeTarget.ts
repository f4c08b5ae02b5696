import type { StorePart, Target } from "../../organization/store";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Badge, Context, Description, Flag, IconKey, Known } from "./description";
import type { SlotsElement, TargetElement } from "./elements";
import { getAccountStateText, getSlotsText, getTargetKindText, getTargetName, joinWords } from "./words";

const FULL_ACCESS = getPolicyTypeFacts(SERVICE_CONTROL_POLICY).fullAccess ?? "p-FullAWSAccess";

export function describeTarget({ targetId, targetKind, isOpen }: TargetElement, context: Context): Description {
  const { known, t } = context;
  const target = known.getTarget(targetId);
  const label = getTargetName(known, targetId);
  const badges = getTargetBadges(targetId, target, context);
  const count = getCountText(targetId, context);
  const marks = badges.map(({ text, brief }) => brief ?? text);
  const isAccount = targetKind === "account";
  return {
    label,
    description: joinWords(...marks, count, targetId),
    icon: getTargetIcon(target, known, targetKind),
    flags: [
      "attachable",
      ...getIdentifiedFlags(context),
      isAccount ? "account" : "parent",
      "taggable",
      ...KIND_FLAGS[targetKind],
      ...(isAccount && targetId !== known.getOrganization()?.masterAccountId ? (["removable"] as const) : []),
    ],
    badges,
    expands: isAccount ? "no" : targetKind === "root" || isOpen ? "expanded" : "collapsed",
    spoken: [`${label}, ${getTargetKindText(targetKind, t)}`, targetId, count, ...badges.map(({ text }) => text)]
      .filter(Boolean)
      .join(", "),
  };
}

/** What AWS lets be done with each kind. The accounts of an OU are moved by moving it. */
const KIND_FLAGS: Readonly<Record<Target["kind"], readonly Flag[]>> = {
  root: ["root"],
  organizationalUnit: ["movable", "renamable", "deletable"],
  account: ["movable", "renamable"],
};

/** What holds for everything with an id of its own. */
export function getIdentifiedFlags({ isLocal }: Context): readonly Flag[] {
  return isLocal ? ["hasId", "hasArn"] : ["hasId", "hasArn", "hasConsole"];
}

/** A target with few slots left. */
export function describeSlots({ targetId, type }: SlotsElement, context: Context): Description {
  const { known, t } = context;
  const kind = known.getTarget(targetId)?.kind;
  const label = getTargetName(known, targetId);
  const used = known.getAttached(targetId, type)?.length;
  const slots = used === undefined ? undefined : getSlotsText(type, used, t);
  return {
    label,
    description: joinWords(slots ?? t("nearly all slots used"), targetId),
    icon: kind ? getTargetIcon(known.getTarget(targetId), known, kind) : "organizationalUnit",
    flags: ["hasId", "hasArn", "revealable"],
    expands: "no",
    spoken: joinWords(label, slots ?? t("nearly all slots used")),
  };
}

export function getTargetIcon(target: Target | undefined, known: Known, kind: Target["kind"]): IconKey {
  if (kind !== "account") return kind;
  if (target?.kind !== "account") return "account";
  if (target.account.id === known.getOrganization()?.masterAccountId) return "managementAccount";
  return target.account.state === "ACTIVE" ? "account" : "suspendedAccount";
}

/** What is out of the ordinary. Nothing is said of attachments that are not known. */
export function getTargetBadges(targetId: string, target: Target | undefined, { known, t }: Context): readonly Badge[] {
  const badges: Badge[] = [];
  if (target?.kind === "account") {
    const { state, id } = target.account;
    if (id === known.getOrganization()?.masterAccountId) {
      badges.push({ letter: "M", text: t("management account"), brief: t("management"), tone: "plain" });
    }
    if (state !== "ACTIVE") {
      const letter = state === "PENDING_ACTIVATION" ? "P" : state === "SUSPENDED" ? "S" : "C";
      badges.push({ letter, text: getAccountStateText(state, t), tone: "muted" });
    }
  }
  if (lacksFullAccess(targetId, known)) {
    badges.push({ letter: "!", text: t("FullAWSAccess not attached"), brief: t("no FullAWSAccess"), tone: "warning" });
  }
  return badges;
}

/** Two lists tell: what is attached there, and where that policy is attached. A stale one yields to the other. */
function lacksFullAccess(targetId: string, known: Known): boolean {
  const type = SERVICE_CONTROL_POLICY;
  if (!known.getEnabledPolicyTypes().includes(type)) return false;
  const isCurrent = (part: StorePart) => known.getState(part).state === "loaded";
  const attached = known.getAttached(targetId, type);
  const isStale = !isCurrent({ part: "attached", targetId, type });
  if (!attached || (isStale && isCurrent({ part: "targets", policyId: FULL_ACCESS }))) {
    return known.isListedTarget(FULL_ACCESS, targetId) === false;
  }
  return !attached.some(({ id }) => id === FULL_ACCESS);
}

/** `2 OUs, 14 accounts`, once the children are known. */
function getCountText(targetId: string, { known, t }: Context): string | undefined {
  const children = known.getChildren(targetId);
  if (!children) return undefined;
  const units = children.organizationalUnits.length;
  const accounts = children.accounts.length;
  const parts = [
    units === 0 ? undefined : units === 1 ? t("1 OU") : t("{0} OUs", units),
    accounts === 0 ? undefined : accounts === 1 ? t("1 account") : t("{0} accounts", accounts),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? t("empty") : parts.join(", ");
}
