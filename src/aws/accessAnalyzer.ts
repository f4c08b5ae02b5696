import {
  type AccessAnalyzerClient,
  type Locale,
  type Location,
  type PathElement,
  type Position,
  type PolicyType as WirePolicyType,
  type ValidatePolicyFinding,
  ValidatePolicyCommand,
} from "@aws-sdk/client-accessanalyzer";
import type {
  FindingLocation,
  FindingPosition,
  PathStep,
  PolicyValidator,
  ValidationFinding,
} from "../terms/validation";
import { getItems } from "./pages";
import type { Send } from "./sender";

const LOCALES: readonly Locale[] = ["DE", "EN", "ES", "FR", "IT", "JA", "KO", "PT_BR", "ZH_CN", "ZH_TW"];

export function createPolicyValidator(getClient: () => Promise<AccessAnalyzerClient>, send: Send): PolicyValidator {
  return {
    async validatePolicy(type, policyDocument, language = "en") {
      const findings: ValidationFinding[] = [];
      const pages = getItems(
        "ValidatePolicy",
        async (nextToken) => {
          const command = new ValidatePolicyCommand({
            policyDocument,
            // The two types that have statements; both sides call them the same.
            policyType: type as WirePolicyType,
            locale: getLocale(language),
            nextToken,
          });
          const output = await send("ValidatePolicy", async (abortSignal) =>
            (await getClient()).send(command, { ...(abortSignal && { abortSignal }) }),
          );
          return { NextToken: output.nextToken, findings: output.findings };
        },
        (page) => page.findings,
      );
      for await (const finding of pages) findings.push(toFinding(finding));
      return findings;
    },
  };
}

/** `pt-br` → `PT_BR`, `de` → `DE`. */
function getLocale(language: string): Locale {
  const asked = language.toUpperCase().replace("-", "_");
  return LOCALES.find((locale) => locale === asked || locale === asked.slice(0, 2)) ?? "EN";
}

function toFinding(finding: ValidatePolicyFinding): ValidationFinding {
  return {
    type: finding.findingType ?? "WARNING",
    issueCode: finding.issueCode ?? "",
    details: finding.findingDetails ?? "",
    learnMoreLink: finding.learnMoreLink ?? "",
    locations: (finding.locations ?? []).map(toLocation),
  };
}

function toLocation({ path = [], span }: Location): FindingLocation {
  const steps = path.flatMap((element) => toStep(element) ?? []);
  const [start, end] = [toPosition(span?.start), toPosition(span?.end)];
  return { path: steps.length === path.length ? steps : [], span: start && end && { start, end } };
}

function toPosition({ line, column, offset }: Partial<Position> = {}): FindingPosition | undefined {
  return line === undefined || column === undefined || offset === undefined ? undefined : { line, column, offset };
}

function toStep({ index, key, value, substring }: PathElement): PathStep | undefined {
  if (index !== undefined) return { kind: "index", index };
  if (key !== undefined) return { kind: "key", key };
  if (value !== undefined) return { kind: "value", value };
  const { start, length } = substring ?? {};
  return start === undefined || length === undefined ? undefined : { kind: "substring", start, length };
}
