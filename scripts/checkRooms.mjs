/** Holds the sources of src/ to the table of rooms: every way to name another module, and what pure code may not ask. */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { ROOMS } from "./rooms.mjs";

/** @typedef {import("./rooms.mjs").Room} Room */
/** @typedef {{ file: string, line: number, message: string }} Violation `file` relative to the checkout */
/** @typedef {{ type: string, start: number, [key: string]: any }} Node */

/** Names that let the clock, chance or the machine into pure code. */
const IMPURE_NAMES = new Set([
  ...["performance", "crypto", "process", "globalThis", "fetch", "console", "Buffer", "require"],
  ...["setTimeout", "setInterval", "setImmediate", "queueMicrotask"],
]);
const IMPURE_MEMBERS = new Set(["Date.now", "Math.random"]);

/** @param {string} root the checkout @param {Readonly<Record<string, Room>>} [rooms] @returns {Violation[]} */
export function checkRooms(root, rooms = ROOMS) {
  const source = path.join(root, "src");
  return readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.[cm]?tsx?$/.test(file))
    .sort()
    .flatMap((file) => checkFile(file.replaceAll(path.sep, "/"), readFileSync(path.join(source, file), "utf8"), rooms));
}

/** @param {string} file below src/ @param {string} text @param {Readonly<Record<string, Room>>} rooms @returns {Violation[]} */
function checkFile(file, text, rooms) {
  const at = (/** @type {number} */ offset) => text.slice(0, offset).split("\n").length;
  const violation = (/** @type {number} */ offset, /** @type {string} */ message) => ({
    file: `src/${file}`,
    line: at(offset),
    message,
  });
  const [name, inner] = placeOf(file);
  const room = rooms[name];
  if (!room) return [violation(0, `stands in no room: scripts/rooms.mjs has no ${name}`)];
  const { program, errors } = parseSync(file, text);
  if (errors[0]) return [violation(errors[0].labels[0]?.start ?? 0, `does not parse: ${errors[0].message}`)];
  const isPure = room.pure || room.pureFiles?.some((pattern) => matches(pattern, inner));
  return findUses(/** @type {any} */ (program)).flatMap((use) => {
    const reason = use.kind === "import" ? forbids(file, name, room, use.name, rooms) : isPure && `${name} is pure`;
    return reason ? [violation(use.start, `${use.kind}s ${use.name}: ${reason}`)] : [];
  });
}

/**
 * A file's room, and its place in it without the extension; files directly in src/ are rooms of their own.
 * @param {string} file @returns {[name: string, inner: string]}
 */
function placeOf(file) {
  const plain = file.replace(/\.[cm]?tsx?$|\.js(on)?$/, "");
  const slash = plain.indexOf("/");
  return slash < 0 ? [plain, ""] : [plain.slice(0, slash), plain.slice(slash + 1)];
}

/**
 * Why a room may not import this, or `undefined`.
 * @param {string} file @param {string} name @param {Room} room @param {string} target
 * @param {Readonly<Record<string, Room>>} rooms
 */
function forbids(file, name, room, target, rooms) {
  const [, inner] = placeOf(file);
  const [, more] = Object.entries(room.files ?? {}).find(([pattern]) => matches(pattern, inner)) ?? [];
  if (target === "") return "an import names its target";
  if (!target.startsWith(".")) {
    const allowed = [...room.packages, ...(more?.packages ?? [])];
    return allowed.some((pattern) => matches(pattern, target))
      ? undefined
      : `packages of ${name} are ${allowed.join(", ") || "none"}`;
  }
  const resolved = path.posix.normalize(path.posix.join(path.posix.dirname(file), target));
  if (resolved.startsWith("..")) return "it lies outside src/";
  const [other, entry] = placeOf(resolved);
  if (other === name) return undefined;
  if (more?.rooms?.includes(other)) return undefined;
  if (!rooms[other]) return `there is no room ${other}`;
  if (!room.rooms.includes(other)) return `${name} may import ${room.rooms.join(", ") || "no other room"}`;
  const doors = room.only?.[other];
  return !doors || doors.includes(entry) ? undefined : `of ${other}, ${name} may import ${doors.join(", ")} alone`;
}

/** @param {string} pattern @param {string} target */
function matches(pattern, target) {
  if (pattern.endsWith("*")) return target.startsWith(pattern.slice(0, -1));
  return target === pattern || target.startsWith(`${pattern}/`);
}

/**
 * Every module named and every impure thing used in a file.
 * @param {Node} program @returns {{ kind: "import" | "use", name: string, start: number }[]}
 */
function findUses(program) {
  /** @type {{ kind: "import" | "use", name: string, start: number }[]} */
  const uses = [];
  const named = (/** @type {Node} */ node, /** @type {Node | undefined} */ target) =>
    uses.push({ kind: "import", name: typeof target?.value === "string" ? target.value : "", start: node.start });
  const used = (/** @type {Node} */ node, /** @type {string} */ name) =>
    uses.push({ kind: "use", name, start: node.start });
  walk(program, (node, parent, key) => {
    switch (node.type) {
      case "ImportDeclaration":
      case "ExportAllDeclaration":
      case "ImportExpression":
      case "TSImportType":
        return named(node, node.source ?? node.argument?.literal);
      case "ExportNamedDeclaration":
        return node.source && named(node, node.source);
      case "TSExternalModuleReference":
        return named(node, node.expression);
      case "TSModuleDeclaration":
        return node.id.type === "Literal" && named(node, node.id);
      case "CallExpression":
        return isRequire(node.callee) && named(node, node.arguments[0]);
      case "NewExpression":
        return node.callee.name === "Date" && node.arguments.length === 0 && used(node, "new Date()");
      case "MemberExpression": {
        const member = `${node.object.name}.${node.computed ? node.property.value : node.property.name}`;
        return IMPURE_MEMBERS.has(member) && used(node, member);
      }
      case "Identifier":
        return IMPURE_NAMES.has(node.name) && isReference(parent, key) && used(node, node.name);
      default:
        return undefined;
    }
  });
  return uses;
}

/** @param {Node} callee */
function isRequire(callee) {
  return callee.name === "require" || (callee.object?.name === "require" && callee.property?.name === "resolve");
}

/** A name that stands for a value, unlike that of a member, a key or a type's part. @param {Node | undefined} parent @param {string} key */
function isReference(parent, key) {
  if (!parent) return true;
  if (key === "property" || key === "key") return Boolean(parent.computed);
  return !(parent.type.startsWith("TS") && key !== "expression" && key !== "exprName");
}

/** @param {any} node @param {(node: Node, parent: Node | undefined, key: string) => unknown} visit @param {Node} [parent] @param {string} [key] */
function walk(node, visit, parent, key = "") {
  if (Array.isArray(node)) {
    for (const item of node) walk(item, visit, parent, key);
  } else if (node && typeof node.type === "string") {
    visit(node, parent, key);
    for (const [name, child] of Object.entries(node))
      if (child && typeof child === "object") walk(child, visit, node, name);
  }
}
