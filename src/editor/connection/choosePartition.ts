/** Where the organization of a profile is that names no Region: AWS's own tools would take the commercial partition. */
import * as vscode from "vscode";
import type { Profile } from "../../aws/types";
import { PARTITIONS } from "../../terms/partitions";
import type { ConnectionChoice } from "./session";

/** Whether a profile leaves open in which partition its organization is. */
export function lacksRegion({ region, endpointUrl }: Profile): boolean {
  return region === undefined && endpointUrl === undefined;
}

/** Asks for the profile, where there are several, and for the partition. `undefined` when dismissed. */
export async function askForPartition(profiles: readonly Profile[]): Promise<ConnectionChoice | undefined> {
  const { t } = vscode.l10n;
  const [first, ...others] = profiles.filter(lacksRegion).map(({ name }) => name);
  const profile =
    first === undefined || others.length === 0
      ? first
      : await vscode.window.showQuickPick([first, ...others], {
          title: t("Connect in Another Partition"),
          placeHolder: t("Profiles that name no Region"),
        });
  if (profile === undefined) return undefined;
  const items = PARTITIONS.map(({ id, organizationsRegion, regions }) => ({
    label: regions[organizationsRegion] ?? organizationsRegion,
    description: `${id} · ${organizationsRegion}`,
    region: organizationsRegion,
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: t("Connect in Another Partition"),
    placeHolder: t("Where the organization of “{0}” is", profile),
    matchOnDescription: true,
  });
  return picked && { kind: "profile", profile, region: picked.region };
}
