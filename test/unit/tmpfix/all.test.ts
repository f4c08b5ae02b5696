import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { applyTextEdits } from "../../../src/policy/edits";
import { RESOURCE_CONTROL_POLICY, SERVICE_CONTROL_POLICY } from "../../../src/terms/policyTypes";
import { language } from "../policy/language";
describe("all fixes", () => {
  it("runs", function () {
    this.timeout(120000);
    const out: string[] = [];
    for (const dir of ["/tmp/revpol/bad", "/tmp/revpol/bad2"]) {
      let files: string[] = [];
      try { files = readdirSync(dir).sort(); } catch {}
      for (const f of files) {
        const text = readFileSync(`${dir}/${f}`, "utf8");
        const type = f.includes(".rcp.") ? RESOURCE_CONTROL_POLICY : SERVICE_CONTROL_POLICY;
        const doc = language.parse(text);
        const before = language.getProblems(doc, { type });
        for (const p of before) {
          const fixes = language.getFixes(doc, p, { type });
          if (fixes.length === 0) out.push(`NOFIX ${f} ${p.code}`);
          for (const fx of fixes) {
            const after = applyTextEdits(text, fx.edits);
            const title = fx.title.template.replace(/\{(\w+)\}/g, (_, n: string) => String(fx.title.data[n]));
            const ap = language.getProblems(language.parse(after), { type });
            const still = ap.filter((x) => x.code === p.code).length >= before.filter((x) => x.code === p.code).length;
            const fresh = ap.filter((x) => !before.some((y) => y.code === x.code)).map((x) => `${x.severity} ${x.code}: ${language.renderMessage(x)}`);
            let json = "";
            try { JSON.parse(after); } catch (e) { json = " INVALID-JSON"; }
            out.push(`${still ? "STILL" : "gone "} ${f} ${p.code} [${title}]${fx.isPreferred ? " pref" : ""}${fx.isSafe ? " SAFE" : ""}${json}${fresh.length ? "\n        NEW " + fresh.join("\n        NEW ") : ""}`);
            out.push("        " + JSON.stringify((() => { try { const s = JSON.parse(after).Statement; return s.length === 1 ? s[0] : s; } catch { return after; } })()).slice(0, 700));
          }
        }
      }
    }
    writeFileSync("/tmp/revpol/fixes.txt", out.join("\n"));
  });
});
