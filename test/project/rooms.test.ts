import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { checkRooms } from "../../scripts/checkRooms.mjs";
import { ROOMS, type Room } from "../../scripts/rooms.mjs";

/** A small house: `cellar` is pure, `hall` may enter it by one door, `street` is outside. */
const HOUSE: Readonly<Record<string, Room>> = {
  cellar: { rooms: [], packages: [], pure: true },
  hall: {
    rooms: ["cellar"],
    packages: ["jsonc-parser", "@aws-sdk/*"],
    only: { cellar: ["door"] },
    files: { balcony: { rooms: ["street"], packages: ["node:fs"] } },
    pureFiles: ["clock", "calm/*"],
  },
  street: { rooms: [], packages: [] },
  extension: { rooms: ["hall"], packages: ["vscode"] },
};

function check(file: string, text: string): readonly string[] {
  const root = mkdtempSync(path.join(os.tmpdir(), "orgscope-rooms-"));
  try {
    mkdirSync(path.dirname(path.join(root, "src", file)), { recursive: true });
    writeFileSync(path.join(root, "src", file), text);
    return checkRooms(root, HOUSE).map((found) => `${found.file}:${found.line} ${found.message}`);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

describe("the check of the rooms", () => {
  const forbidden: readonly (readonly [title: string, file: string, text: string, says: RegExp])[] = [
    [
      "a value import",
      "street/a.ts",
      'import { b } from "../hall/b";',
      /street\/a\.ts:1 imports \.\.\/hall\/b: street may import no other room/,
    ],
    ["a type import", "street/a.ts", 'import type { B } from "../hall/b";', /imports \.\.\/hall\/b/],
    ["an import for its effect", "street/a.ts", 'import "../hall/b";', /imports \.\.\/hall\/b/],
    ["a dynamic import", "street/a.ts", 'export const b = () => import("../hall/b");', /imports \.\.\/hall\/b/],
    [
      "a dynamic import by a computed name",
      "street/a.ts",
      "export const b = (name: string) => import(name);",
      /names its target/,
    ],
    ["a re-export of names", "street/a.ts", '\n\nexport { b } from "../hall/b";', /street\/a\.ts:3 imports/],
    ["a re-export of everything", "street/a.ts", 'export * from "../hall/b";', /imports \.\.\/hall\/b/],
    ["a re-export of types", "street/a.ts", 'export type { B } from "../hall/b";', /imports \.\.\/hall\/b/],
    ["an import() type", "street/a.ts", 'export type B = import("../hall/b").B;', /imports \.\.\/hall\/b/],
    ["a require", "street/a.ts", 'export const b = require("../hall/b");', /imports \.\.\/hall\/b/],
    ["an import by assignment", "street/a.ts", 'import b = require("../hall/b");', /imports \.\.\/hall\/b/],
    [
      "another room's module, extended",
      "street/a.ts",
      'declare module "../hall/b" { interface B { c: 1 } }',
      /imports \.\.\/hall\/b/,
    ],
    [
      "an import from deeper inside",
      "street/far/a.ts",
      'import { b } from "../../hall/b";',
      /imports \.\.\/\.\.\/hall\/b/,
    ],
    [
      "another file than the door",
      "hall/a.ts",
      'import { b } from "../cellar/stairs";',
      /of cellar, hall may import door alone/,
    ],
    [
      "a file's own allowance, used by its neighbour",
      "hall/a.ts",
      'import { b } from "../street/b";',
      /hall may import cellar/,
    ],
    ["a room that is not there", "hall/a.ts", 'import { b } from "../attic/b";', /no room attic/],
    ["what lies outside src", "hall/a.ts", 'import { b } from "../../test/b";', /outside src/],
    ["a package", "street/a.ts", 'import { parse } from "jsonc-parser";', /packages of street are none/],
    [
      "a package with a like name",
      "hall/a.ts",
      'import { parse } from "jsonc-parser-2";',
      /packages of hall are jsonc-parser, @aws-sdk/,
    ],
    ["a built-in module", "hall/a.ts", 'import { readFileSync } from "node:fs";', /imports node:fs/],
    ["a file outside all rooms", "garden/a.ts", "export {};", /stands in no room/],
    ["a file that does not parse", "street/a.ts", "export const = 1;", /does not parse/],
    ["the wiring, by a room", "hall/a.ts", 'import { b } from "../extension";', /hall may import cellar/],
    ["the clock in pure code", "cellar/a.ts", "export const now = Date.now();", /uses Date\.now: cellar is pure/],
    ["the date of today in pure code", "cellar/a.ts", "export const now = new Date();", /uses new Date\(\)/],
    ["chance in pure code", "cellar/a.ts", "export const dice = () => Math.random();", /uses Math\.random/],
    ["chance by an index", "cellar/a.ts", 'export const dice = () => Math["random"]();', /uses Math\.random/],
    ["a timer in pure code", "cellar/a.ts", "export const wait = () => setTimeout(wait, 1);", /uses setTimeout/],
    ["the process in pure code", "cellar/a.ts", "export const { env } = process;", /uses process/],
    ["crypto in a shorthand", "cellar/a.ts", "export const tools = { crypto };", /uses crypto/],
    ["performance in a pure file", "hall/clock.ts", "export const now = performance.now();", /uses performance/],
  ];
  for (const [title, file, text, says] of forbidden) {
    it(`refuses ${title}`, () => {
      const found = check(file, text);
      assert.equal(found.length, 1, found.join("\n"));
      assert.match(found[0] ?? "", says);
    });
  }

  const allowed: readonly (readonly [title: string, file: string, text: string])[] = [
    ["its own room", "hall/far/a.ts", 'import { b } from "../b"; export * from "./c";'],
    ["the door", "hall/a.ts", 'import { b } from "../cellar/door";'],
    ["a file's own allowance", "hall/balcony.ts", 'import { b } from "../street/b"; import "node:fs";'],
    [
      "packages by name, part and scope",
      "hall/a.ts",
      'import "jsonc-parser"; import "jsonc-parser/x"; import "@aws-sdk/client-sts";',
    ],
    ["the wiring's rooms", "extension.ts", 'import "vscode"; import { b } from "./hall/b";'],
    ["a date that is given", "cellar/a.ts", 'export const date = new Date("2026-01-01");'],
    [
      "names that only look impure",
      "cellar/a.ts",
      "export const a = { process: 1, fetch() {} }; export type B = { crypto: 1 }; a.process;",
    ],
    ["the clock where it is nobody's business", "street/a.ts", "export const now = Date.now();"],
  ];
  for (const [title, file, text] of allowed) {
    it(`allows ${title}`, () => assert.deepEqual(check(file, text), []));
  }
});

describe("the table of the rooms", () => {
  it("names only rooms that it holds", () => {
    const named = Object.values(ROOMS).flatMap((room) => [
      ...room.rooms,
      ...Object.keys(room.only ?? {}),
      ...Object.values(room.files ?? {}).flatMap((allowance) => allowance.rooms ?? []),
    ]);
    assert.deepEqual(
      named.filter((name) => !ROOMS[name]),
      [],
    );
  });

  it("keeps the editor to the wiring", () => {
    const guests = Object.entries(ROOMS).filter(([, room]) => room.rooms.includes("editor"));
    assert.deepEqual(
      guests.map(([name]) => name),
      ["extension"],
    );
  });
});
