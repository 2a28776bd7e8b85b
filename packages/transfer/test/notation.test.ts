import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { parseTables } from "../src/mlflow/export/notation.ts";

describe("parseTables", () => {
  it("gives the SQL of tables and indexes", () => {
    const tables = parseTables(`
pet
  columns id INTEGER!, kind VARCHAR(9)='cat'!, tame BOOLEAN?=1, weight FLOAT,
    twice FLOAT AS (weight + weight), owner TEXT
  key pet_pk (id)
  unique (owner, kind)
  to fk_owner (owner) person (name) delete set null
  to (kind) species update cascade
  check kinds kind: cat, dog
  unique index by_weight (weight DESC, id)
`);
    assert.deepEqual(tables, [
      {
        name: "pet",
        create: [
          'CREATE TABLE "pet" (',
          '  "id" INTEGER NOT NULL,',
          "  \"kind\" VARCHAR(9) DEFAULT 'cat' NOT NULL,",
          '  "tame" BOOLEAN DEFAULT 1 CHECK ("tame" IN (0, 1)),',
          '  "weight" FLOAT,',
          '  "twice" FLOAT GENERATED ALWAYS AS (weight + weight) STORED,',
          '  "owner" TEXT,',
          '  CONSTRAINT "pet_pk" PRIMARY KEY ("id"),',
          '  UNIQUE ("owner", "kind"),',
          '  CONSTRAINT "fk_owner" FOREIGN KEY ("owner") REFERENCES "person" ("name") ON DELETE SET NULL,',
          '  FOREIGN KEY ("kind") REFERENCES "species" ("kind") ON UPDATE CASCADE,',
          "  CONSTRAINT \"kinds\" CHECK (\"kind\" IN ('cat', 'dog'))",
          ")",
        ].join("\n"),
        indexes: ['CREATE UNIQUE INDEX "by_weight" ON "pet" ("weight" DESC, "id")'],
      },
    ]);
  });

  it("refuses what is not in the notation", () => {
    for (const line of ["columns id", "columns id INTEGER~", "primary (id)", "to (a)", "index (a)"]) {
      assert.throws(() => parseTables(`pet\n  ${line}\n`), SyntaxError, line);
    }
  });
});
