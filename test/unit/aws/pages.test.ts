import assert from "node:assert/strict";
import { getItems } from "../../../src/aws/pages";

interface TestPage {
  readonly items?: readonly number[];
  readonly NextToken?: string;
}

async function collect(pages: Readonly<Record<string, TestPage>>) {
  const items: number[] = [];
  const list = getItems(
    "ListRoots",
    async (token) => pages[token ?? "first"] ?? {},
    (page) => page.items,
  );
  for await (const item of list) items.push(item);
  return items;
}

describe("a paged list", () => {
  it("goes on through empty pages until there is no token", async () => {
    const pages = {
      first: { items: [1], NextToken: "a" },
      a: { items: [], NextToken: "b" },
      b: { NextToken: "c" },
      c: { items: [2, 3] },
    };
    assert.deepEqual(await collect(pages), [1, 2, 3]);
  });

  it("fetches a page only when its first item is asked for", async () => {
    let fetched = 0;
    const list = getItems(
      "ListRoots",
      async () => ({ items: [1, 2], NextToken: `${++fetched}` }),
      (page) => page.items,
    );
    for await (const item of list) if (item === 2) break;
    assert.equal(fetched, 1);
  });

  it("does not go round in circles", async () => {
    await assert.rejects(collect({ first: { NextToken: "a" }, a: { items: [1], NextToken: "a" } }), {
      kind: "malformed",
    });
    const circle = { first: { NextToken: "a" }, a: { NextToken: "b" }, b: { items: [1], NextToken: "a" } };
    await assert.rejects(collect(circle), { kind: "malformed", message: /repeats the same page/ });
  });

  it("comes to an end though the endpoint names ever new tokens", async () => {
    let pages = 0;
    const list = getItems(
      "ListRoots",
      async () => ({ NextToken: `${++pages}` }),
      (): readonly number[] => [],
    );
    await assert.rejects(list.next(), { kind: "malformed", message: /more than 50000 pages/ });
  });
});
