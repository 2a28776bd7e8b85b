import assert from "node:assert/strict";
import { test } from "node:test";
import { checkArrows } from "./arrows.ts";

const REFUSED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "an import against the arrows": { "packages/filter/src/a.ts": 'import { Store } from "@millrace/store";' },
  "a type import against the arrows": { "packages/contract/src/a.ts": 'import type { A } from "@millrace/filter";' },
  "a dynamic import against the arrows": { "packages/store/src/a.ts": 'await import("@millrace/server");' },
  "an export against the arrows": { "packages/store/src/a.ts": 'export * from "@millrace/cli";' },
  "an import over several lines": { "packages/store/src/a.ts": 'import {\n  a,\n  b,\n} from "@millrace/server";' },
  "a room that has no arrows": { "packages/attic/src/a.ts": "export const a = 1;" },
  "a way into another room by path": { "packages/store/test/a.test.ts": 'import "../../server/src/b.ts";' },
  "the testkit in a room's sources": { "packages/server/src/a.ts": 'import { call } from "@millrace/testkit";' },
  "a database driver outside of the dialects": { "packages/store/src/runs/a.ts": 'import pg from "pg";' },
  "a cloud's library outside of its scheme": {
    "packages/artifacts/src/schemes/file.ts": 'await import("@aws-sdk/client-s3");',
  },
  "a dialect's name compared": { "packages/store/src/a.ts": 'if (dialect === "sqlite") go();' },
  "a second file with Node's HTTP server": {
    "packages/server/src/a.ts": 'process.getBuiltinModule("node:http");',
    "packages/server/src/b.ts": 'import { createServer } from "node:http";',
  },
  "a second reader of the environment": {
    "packages/server/src/a.ts": "process.env.HOME",
    "packages/cli/src/b.ts": "process.env.PATH",
  },
  "a package that the room does not name": {
    "packages/store/package.json": "{}",
    "packages/store/src/a.ts": 'import { Kysely } from "kysely/helpers";',
  },
};

const ACCEPTED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "imports along the arrows": { "packages/server/src/a.ts": 'import { b } from "@millrace/store";\nimport "node:fs";' },
  "a driver in its dialect": { "packages/store/src/dialects/postgres/a.ts": 'import pg from "pg";' },
  "the testkit in a test": { "packages/store/test/a.test.ts": 'import { call } from "@millrace/testkit";' },
  "the types of Node's HTTP server": {
    "packages/server/src/a.ts": 'process.getBuiltinModule("node:http");',
    "packages/server/src/b.ts": 'import type { IncomingMessage } from "node:http";',
  },
  "a client of Node's HTTP module": {
    "packages/server/src/a.ts": 'process.getBuiltinModule("node:http");',
    "packages/artifacts/src/b.ts": 'import { request as ask, type IncomingMessage } from "node:http";',
  },
  "a cloud's library in its scheme": {
    "packages/artifacts/package.json": '{ "peerDependencies": { "@azure/storage-blob": "1.0.0" } }',
    "packages/artifacts/src/schemes/azure.ts": 'await import("@azure/storage-blob");',
  },
  "one reader of the environment": { "packages/cli/src/a.ts": "process.env.HOME" },
  "a package that the room names": {
    "packages/server/package.json": '{ "dependencies": { "@fastify/compress": "1.0.0" } }',
    "packages/server/src/a.ts": 'import compress from "@fastify/compress/x";\nimport { test } from "node:test";',
  },
};

function complaints(files: Readonly<Record<string, string>>): string[] {
  return checkArrows(Object.entries(files).map(([file, text]) => ({ file, text })));
}

for (const [what, files] of Object.entries(REFUSED)) {
  test(`refuses ${what}`, () => assert.equal(complaints(files).length, 1));
}

for (const [what, files] of Object.entries(ACCEPTED)) {
  test(`accepts ${what}`, () => assert.deepEqual(complaints(files), []));
}
