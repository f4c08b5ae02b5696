import assert from "node:assert/strict";
import { describe as describeRow } from "../../../src/editor/views/describe";
import type { Context, Known } from "../../../src/editor/views/description";
import type { Element } from "../../../src/editor/views/elements";
import { organizationSource } from "../../../src/editor/views/organizationSource";
import { createPoliciesSource } from "../../../src/editor/views/policiesSource";
import type { TreeSource } from "../../../src/editor/views/source";
import { createContentsReader } from "../../../src/organization/contentsReader";
import { createStore } from "../../../src/organization/createStore";
import type { PolicyTarget } from "../../../src/organization/model";
import { generateOrganization } from "../../../src/sandbox/generate";

const ACCOUNTS = 2_000;

/** Describes every row and tells how many targets of policies were looked at for that. */
async function countLooks(source: TreeSource): Promise<{ readonly rows: number; readonly looks: number }> {
  const contents = generateOrganization({ accounts: ACCOUNTS, seed: 1 });
  const store = createStore(createContentsReader(contents));
  await store.seed(contents);
  let looks = 0;
  const watched = (targets: readonly PolicyTarget[]) =>
    new Proxy(targets, {
      get(list, key) {
        if (typeof key === "string" && /^\d+$/.test(key)) looks++;
        return Reflect.get(list, key) as unknown;
      },
    });
  const getTargets = (id: string) => {
    const targets = store.getTargets(id);
    return targets && watched(targets);
  };
  // The attachments are not all known yet: that is when lists are looked through.
  const known: Known = { ...store, getTargets, getAttached: () => undefined };
  const context: Context = { known, isLocal: false, language: "en", t: (text) => text };
  let rows = 0;
  const walk = async (parent: Element | undefined): Promise<void> => {
    for (const row of await source.loadChildren({ store, isLocal: false, isMember: false }, parent)) {
      rows++;
      if (describeRow(row, context).expands !== "no") await walk(row);
    }
  };
  await walk(undefined);
  return { rows, looks };
}

describe("the rows of a large organization", () => {
  for (const [name, source] of [
    ["Organization", organizationSource],
    ["Policies", createPoliciesSource((text) => text)],
  ] as const) {
    it(`are described without looking through long lists for each: ${name}`, async () => {
      const { rows, looks } = await countLooks(source);
      assert.ok(rows > ACCOUNTS, `${rows} rows`);
      assert.ok(looks < 4 * rows, `${looks} looks for ${rows} rows`);
    });
  }
});
