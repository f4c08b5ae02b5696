import assert from "node:assert/strict";
import { getFileName } from "../../../src/editor/plans/fileName";

const name = (title: string) => getFileName({ title, plannedAt: "2026-11-24T10:00:00.000Z" });

describe("the name of a plan's file or folder", () => {
  it("is the day and the title's words", () => {
    assert.equal(
      name("Undo: Replace “DenyRootUser” by “Nobody/Leaves”"),
      "2026-11-24-undo-replace-denyrootuser-by-nobody-leaves",
    );
    assert.equal(name("Größe ändern"), "2026-11-24-größe-ändern");
  });

  it("ends with a whole word where the title is long", () => {
    assert.equal(
      name("Detach the policy “ProtectSecurityServices” everywhere and delete it"),
      "2026-11-24-detach-the-policy-protectsecurityservices",
    );
  });

  it("is never empty, nor endless", () => {
    assert.equal(name("“…”"), "2026-11-24-plan");
    assert.equal(name("x".repeat(200)), `2026-11-24-${"x".repeat(50)}`);
  });
});
