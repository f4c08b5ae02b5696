import path from "node:path";
import { readCatalogueFile } from "../../src/disk/catalogueFile";
import { createCatalogue } from "../../src/policy/catalogue";
import { createPolicyLanguage } from "../../src/policy/createLanguage";
import type { PolicyLanguage } from "../../src/policy/language";
import type { Benchmark } from "./benchmark";

const CATALOGUE = path.join(process.cwd(), "dist/catalogue.jsonl");

/** As large as an SCP may be: about 10 000 characters. */
const LARGE = JSON.stringify(
  {
    Version: "2012-10-17",
    Statement: Array.from({ length: 30 }, (_, index) => ({
      Sid: `Guard${index}`,
      Effect: "Deny",
      Action: ["s3:Delete*", "ec2:Run*", `iam:Create${index % 2 ? "User" : "Role"}`, "organizations:LeaveOrganization"],
      Resource: "*",
      Condition: { ArnNotLike: { "aws:PrincipalArn": `arn:aws:iam::*:role/Admin${index}` } },
    })),
  },
  undefined,
  2,
);

/** Inside each string and behind each bracket and comma, as one types from top to bottom. */
const CARETS = Array.from(LARGE.matchAll(/"s3:De|"ec2:R|"iam:|"\*|"Arn|"aws:P|arn:aws:iam::|[[{,]/g)).map(
  (match) => match.index + match[0].length,
);

const complete = (language: PolicyLanguage, offset: number) => language.getCompletions(language.parse(LARGE), offset);

const createLanguage = () => createPolicyLanguage({ catalogue: () => createCatalogue(readCatalogueFile(CATALOGUE)) });

export const benchmarks: readonly Benchmark[] = [
  {
    name: "policy: open the catalogue and look one action up",
    prepare: () => () => createLanguage().expandActions(["s3:GetObject"]),
  },
  {
    name: `policy: parse ${LARGE.length} characters`,
    prepare: () => {
      const language = createLanguage();
      return () => language.parse(LARGE);
    },
  },
  {
    name: `policy: parse and check ${LARGE.length} characters`,
    prepare: () => {
      const language = createLanguage();
      return () => language.getProblems(language.parse(LARGE));
    },
  },
  {
    name: "policy: first completion, with the catalogue",
    prepare: () => () => complete(createLanguage(), LARGE.indexOf("s3:De") + 5),
  },
  {
    name: "policy: parse and complete, place after place",
    prepare: () => {
      const language = createLanguage();
      let turn = 0;
      return () => complete(language, CARETS[turn++ % CARETS.length] ?? 0);
    },
  },
  {
    name: "policy: hover over a wildcard",
    prepare: () => {
      const language = createLanguage();
      const document = language.parse(LARGE);
      const offset = LARGE.indexOf("ec2:Run*") + 5;
      return () => language.getHover(document, offset);
    },
  },
];
