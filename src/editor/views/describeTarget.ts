import type { Target } from "../../organization/store";
import { getPolicyTypeFacts, SERVICE_CONTROL_POLICY } from "../../terms/policyTypes";
import type { Badge, Context, Description, Flag, IconKey, Known } from "./description";
import type { SlotsElement, TargetElement } from "./elements";
import { getTargetFacts } from "../targets";
import { getAccountStateText, getSlotsText, getTargetKindText, getTargetName, joinWords } from "./words";

const FULL_ACCESS = getPolicyTypeFacts(SERVICE_CONTROL_POLICY).fullAccess ?? "p-FullAWSAccess";

export function describeTarget({ targetId, targetKind, isOpen }: TargetElement, context: Context): Description {
  const { known, t } = context;
  const target = known.getTarget(targetId);
  const label = target ? getTargetFacts(target).name : targetId;
  const badges = getTargetBadges(targetId, target, context);
  const isAccount = targetKind === "account";
  const count = isAccount ? undefined : getCountText(targetId, context);
  const marks = badges.map(({ text, brief }) => brief ?? text);
  const isManagement = isAccount && targetId === known.getOrganization()?.masterAccountId;
  const said = badges.map(({ text }) => `, ${text}`).join("");
  return {
    label,
    description: joinWords(...marks, count, targetId),
    icon: getTargetIcon(target, known, targetKind),
    flags: getTargetFlags(isManagement ? "managementAccount" : targetKind, context),
    badges,
    expands: isAccount ? "no" : targetKind === "root" || isOpen ? "expanded" : "collapsed",
    spoken: `${label}, ${getTargetKindText(targetKind, t)}, ${targetId}${count ? `, ${count}` : ""}${said}`,
  };
}

/** What AWS lets be done with each kind. The accounts of an OU are moved by moving it. */
const KIND_FLAGS: Readonly<Record<Target["kind"] | "managementAccount", readonly Flag[]>> = {
  root: ["parent", "taggable", "root"],
  organizationalUnit: ["parent", "taggable", "movable", "renamable", "deletable"],
  account: ["account", "taggable", "movable", "renamable", "removable"],
  managementAccount: ["account", "taggable", "movable", "renamable"],
};

type FlagLists = Map<keyof typeof KIND_FLAGS, readonly Flag[]>;
const lists: Readonly<Record<"local" | "elsewhere", FlagLists>> = { local: new Map(), elsewhere: new Map() };

/** One list for thousands of rows. */
function getTargetFlags(kind: keyof typeof KIND_FLAGS, context: Context): readonly Flag[] {
  const known = context.isLocal ? lists.local : lists.elsewhere;
  const flags = known.get(kind) ?? ["attachable", ...getIdentifiedFlags(context), ...KIND_FLAGS[kind]];
  known.set(kind, flags);
  return flags;
}

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

function lacksFullAccess(targetId: string, known: Known): boolean {
  const isEnabled = known.getEnabledPolicyTypes().includes(SERVICE_CONTROL_POLICY);
  return isEnabled && known.isAttached(FULL_ACCESS, SERVICE_CONTROL_POLICY, targetId) === false;
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
