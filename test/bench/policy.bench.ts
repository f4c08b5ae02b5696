import path from "node:path";
import { readCatalogueFile } from "../../src/disk/catalogueFile";
import { createCatalogue } from "../../src/policy/catalogue";
import { createPolicyLanguage } from "../../src/policy/createLanguage";
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
    name: "policy: complete an action",
    prepare: () => {
      const language = createLanguage();
      const document = language.parse(LARGE);
      const offset = LARGE.indexOf("s3:Delete*") + 5;
      return () => language.getCompletions(document, offset);
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
