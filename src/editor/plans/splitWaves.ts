/** Asks which targets of a plan go first. */
import * as vscode from "vscode";
import { OrganizationDraft } from "../../changes/organizationDraft";
import type { Plan } from "../../changes/plan";
import { cutIntoWaves, getPlaces } from "../../changes/waves";
import type { OrganizationContents } from "../../organization/model";
import { showRefusal } from "../messages";

interface Place extends vscode.QuickPickItem {
  readonly id: string;
}

/** Wave by wave, until the rest is to be done at once. `undefined` when it was called off, or there is nothing to cut. */
export async function splitIntoWaves(plan: Plan, contents: OrganizationContents): Promise<Plan | undefined> {
  const draft = new OrganizationDraft(contents);
  const t = vscode.l10n.t;
  let rest: readonly Place[] = getPlaces(plan).map((id) => describePlace(id, draft));
  if (rest.length < 2) {
    showRefusal(t("This plan has one target only, so that there is nothing to do first."));
    return undefined;
  }
  const waves: (readonly string[])[] = [];
  while (rest.length > 1) {
    const chosen = await vscode.window.showQuickPick(rest, {
      title:
        waves.length === 0
          ? t("Wave 1: what goes first, such as a pilot account or OU")
          : t("Wave {0}: what goes next. Choose nothing to do the rest at once", waves.length + 1),
      placeHolder: t("The run halts after each wave and asks before it goes on"),
      canPickMany: true,
      ignoreFocusOut: true,
      matchOnDescription: true,
    });
    if (!chosen) return undefined;
    if (chosen.length === 0 || chosen.length === rest.length) break;
    waves.push(chosen.map(({ id }) => id));
    rest = rest.filter((place) => !chosen.includes(place));
  }
  if (waves.length > 0) return cutIntoWaves(plan, waves);
  showRefusal(t("The plan stays in one wave: choose some of its targets to go first, not none and not all."));
  return undefined;
}

function describePlace(id: string, draft: OrganizationDraft): Place {
  const accounts = draft.getAccountIdsBelow(id).length;
  const reach = accounts === 1 ? vscode.l10n.t("1 account") : vscode.l10n.t("{0} accounts", accounts);
  return { id, label: draft.getName(id), description: `${id} · ${reach}` };
}
