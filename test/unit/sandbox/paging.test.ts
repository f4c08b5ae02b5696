import assert from "node:assert/strict";
import { generateOrganization } from "../../../src/sandbox/generate";
import { createWorld } from "./world";

interface AccountPage {
  readonly Accounts: readonly { readonly Id: string }[];
  readonly NextToken?: string;
}

describe("sandbox paging", () => {
  const contents = generateOrganization({ accounts: 50, seed: 3 });

  it("gives every account once, twenty at a time", () => {
    const world = createWorld({ contents });
    const sizes: number[] = [];
    const seen = new Set<string>();
    let token: string | undefined;
    do {
      const page = world.run("ListAccounts", token === undefined ? {} : { NextToken: token }) as AccountPage;
      sizes.push(page.Accounts.length);
      for (const { Id } of page.Accounts) seen.add(Id);
      token = page.NextToken;
    } while (token !== undefined);
    assert.deepEqual(sizes, [20, 20, 10]);
    assert.equal(seen.size, 50);
  });

  it("ends with a full page when nothing is left", () => {
    const world = createWorld({ contents: generateOrganization({ accounts: 20, seed: 3 }) });
    const page = world.run("ListAccounts") as AccountPage;
    assert.equal(page.Accounts.length, 20);
    assert.equal(page.NextToken, undefined);
  });

  it("is not shifted by what comes and goes meanwhile", () => {
    const world = createWorld({ contents });
    const first = world.run("ListAccounts") as AccountPage;
    for (let n = 0; n < 5; n++) world.run("CreateAccount", { Email: `n${n}@example.com`, AccountName: `n${n}` });
    world.pass(1000);
    const rest = world.list<{ Id: string }>("ListAccounts", "Accounts", { NextToken: first.NextToken });
    const seen = [...first.Accounts, ...rest].map(({ Id }) => Id);
    assert.equal(new Set(seen).size, seen.length, "nothing twice");
    for (const { id } of contents.accounts) assert.ok(seen.includes(id), "nothing lost");
  });

  it("refuses a token of another list", () => {
    const world = createWorld({ contents });
    const { NextToken } = world.run("ListAccounts") as AccountPage;
    const ParentId = contents.roots[0]?.id;
    assert.equal(
      world.fail("ListAccountsForParent", { ParentId, NextToken }),
      "InvalidInputException INVALID_NEXT_TOKEN",
    );
  });

  it("can answer with an empty page that leads on", () => {
    const { world } = createWorld({ contents });
    const empty = world.run("ListAccounts", {}, { emptyPage: true }) as AccountPage;
    assert.deepEqual(empty.Accounts, []);
    const next = world.run("ListAccounts", { NextToken: empty.NextToken }) as AccountPage;
    assert.equal(next.Accounts.length, 20);
  });
});
