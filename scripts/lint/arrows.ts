import path from "node:path";
import { checkDependencies } from "./dependencies.ts";
import { importsOf, type Source } from "./sources.ts";

/** The rooms, and which of them each may import. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  contract: [],
  filter: ["contract"],
  store: ["contract", "filter"],
  artifacts: ["contract"],
  server: ["contract", "filter", "store", "artifacts"],
  transfer: ["contract", "store", "artifacts"],
  sdk: ["contract", "artifacts"],
  environments: ["contract"],
  models: ["contract", "sdk"],
  projects: ["contract", "sdk", "environments"],
  cli: ["contract", "filter", "store", "artifacts", "server", "transfer", "sdk", "environments", "models", "projects"],
  testkit: [
    "contract",
    "filter",
    "store",
    "artifacts",
    "server",
    "transfer",
    "sdk",
    "environments",
    "models",
    "projects",
    "cli",
  ],
};

/** Packages that only one place may load, by the place that may. */
const CONFINED: readonly (readonly [RegExp, RegExp])[] = [
  [/^(pg|better-sqlite3)$/, /^packages\/(store\/src\/dialects|testkit\/src)\//],
  [/^@aws-sdk\//, /^packages\/artifacts\/src\/schemes\/s3[./]/],
  [/^@google-cloud\//, /^packages\/artifacts\/src\/schemes\/gs[./]/],
  [/^@azure\//, /^packages\/artifacts\/src\/schemes\/azure[./]/],
  [/^@millrace\/testkit$/, /^$/],
];

/** Node's HTTP module as a value; its types may be used anywhere, and so may `request`, which is a client's. */
const HTTP_SERVER =
  /\bgetBuiltinModule\("node:https?"\)|\bimport (?!type\b)(?!\{ request\b(?: as \w+)?(?:, type \w+)* \})[^;]*"node:http[s2]?"/;

const READS_ENVIRONMENT = /\bprocess\.env\b/;

/** At most one file under packages/…/src may do each of these. The SDK is a part of its user's program, not of ours. */
const ONLY_ONE: readonly (readonly [string, (source: Source) => boolean])[] = [
  ["touches Node's HTTP server", ({ file, text }) => roomOf(file) !== "models" && HTTP_SERVER.test(text)],
  ["of the scoring server touches Node's", ({ file, text }) => roomOf(file) === "models" && HTTP_SERVER.test(text)],
  ["of the programs reads process.env", ({ file, text }) => roomOf(file) !== "sdk" && READS_ENVIRONMENT.test(text)],
  ["of the SDK reads process.env", ({ file, text }) => roomOf(file) === "sdk" && READS_ENVIRONMENT.test(text)],
];

const DIALECT_COMPARED =
  /(?:===|!==|\bcase)\s*"(?:sqlite|postgres|postgresql|mysql)"|"(?:sqlite|postgres|postgresql|mysql)"\s*[!=]==/;

/** Complains about each import that leaves its room another way than the arrows go, and about the room's other rules. */
export function checkArrows(sources: readonly Source[]): string[] {
  const code = sources.filter(({ file }) => /^packages\/[^/]+\/src\/.*\.(ts|tsx)$/.test(file));
  return [
    ...code.flatMap(checkImports),
    ...sources.filter(({ file }) => /\.(ts|tsx|mjs|js)$/.test(file)).flatMap(checkEntrance),
    ...ONLY_ONE.flatMap(([what, does]) => checkOnlyOne(what, code.filter(does))),
    ...code.flatMap(checkDialect),
    ...checkDependencies(code, sources),
  ];
}

/** The room that an import enters; the SDK's package bears the name of the whole. */
function roomEntered(specifier: string): string | undefined {
  if (/^millrace(?:\/|$)/.test(specifier)) return "sdk";
  return /^@millrace\/([^/]+)/.exec(specifier)?.[1];
}

function roomOf(file: string): string {
  return file.split("/")[1] ?? "";
}

function checkImports({ file, text }: Source): string[] {
  const allowed = ARROWS[roomOf(file)];
  if (!allowed) return [`${file}: the room "${roomOf(file)}" has no arrows yet; add it to scripts/lint/arrows.ts.`];
  return importsOf(text).flatMap(({ specifier }) => {
    const room = roomEntered(specifier);
    if (room !== undefined && !allowed.includes(room)) return [`${file}: "${roomOf(file)}" may not import "${room}".`];
    return CONFINED.filter(([name, place]) => name.test(specifier) && !place.test(file)).map(
      () => `${file}: "${specifier}" may not be imported here.`,
    );
  });
}

/** A room is entered by its package name: no relative path leads from one room into another. */
function checkEntrance({ file, text }: Source): string[] {
  return importsOf(text)
    .filter(({ specifier }) => specifier.startsWith("."))
    .map(({ specifier }) => path.posix.join(path.posix.dirname(file), specifier))
    .filter((target) => target.startsWith("packages/") && roomOf(target) !== roomOf(file))
    .map((target) => `${file}: enters another room by path (${target}); import it by its package name.`);
}

function checkOnlyOne(what: string, files: readonly Source[]): string[] {
  const doing = files.filter(({ file }) => roomOf(file) !== "testkit").map(({ file }) => file);
  return doing.length > 1 ? [`Only one file ${what}; these do: ${doing.join(", ")}.`] : [];
}

function checkDialect({ file, text }: Source): string[] {
  if (file.startsWith("packages/store/src/dialects/") || roomOf(file) === "testkit") return [];
  return DIALECT_COMPARED.test(text)
    ? [`${file}: compares a dialect's name outside of packages/store/src/dialects.`]
    : [];
}
