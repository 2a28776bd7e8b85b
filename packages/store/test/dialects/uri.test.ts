import assert from "node:assert/strict";
import { test } from "node:test";
import { parsePostgresUri } from "../../src/dialects/postgres/address.ts";
import { parseStoreUri } from "../../src/dialects/uri.ts";

test("SQLite URIs name a file", () => {
  const path = (uri: string): unknown => parseStoreUri(uri);
  assert.deepEqual(path("sqlite:///file.db"), { kind: "sqlite", path: "file.db" });
  assert.deepEqual(path("sqlite:////data/file.db"), { kind: "sqlite", path: "/data/file.db" });
  assert.deepEqual(path("sqlite+pysqlite:///a%20b.db"), { kind: "sqlite", path: "a b.db" });
  assert.deepEqual(path("SQLite:///./x/y.db"), { kind: "sqlite", path: "./x/y.db" });
  assert.deepEqual(path("sqlite:///C:\\data\\file.db"), { kind: "sqlite", path: "C:\\data\\file.db" });
});

test("PostgreSQL URIs are taken in every spelling of SQLAlchemy", () => {
  for (const scheme of ["postgresql", "postgres", "postgresql+psycopg2", "postgresql+psycopg", "postgresql+asyncpg"]) {
    assert.deepEqual(parseStoreUri(`${scheme}://ada:pw@db/x`), { kind: "postgresql", uri: "postgresql://ada:pw@db/x" });
  }
});

test("a PostgreSQL URI is read part by part", () => {
  assert.deepEqual(parsePostgresUri("postgresql://ada:p%40s%2Fs@db.example:5433/my%20runs"), {
    user: "ada",
    password: "p@s/s",
    host: "db.example",
    port: 5433,
    database: "my runs",
    sslMode: "prefer",
  });
  assert.deepEqual(parsePostgresUri("postgresql://ada:a/b?c#d:e@[::1]/x"), {
    user: "ada",
    password: "a/b?c#d:e",
    host: "::1",
    database: "x",
    sslMode: "prefer",
  });
  assert.deepEqual(parsePostgresUri("postgresql://localhost"), { host: "localhost", sslMode: "prefer" });
  assert.deepEqual(parsePostgresUri("postgresql:///runs?host=/run/postgresql&user=ada&sslmode=disable"), {
    host: "/run/postgresql",
    user: "ada",
    database: "runs",
    sslMode: "disable",
  });
  const options =
    "sslmode=verify-full&sslrootcert=/ca.pem&sslcert=/c.pem&sslkey=/k.pem&connect_timeout=3" +
    "&application_name=lab&options=-c%20search_path%3Dlab&channel_binding=prefer";
  assert.deepEqual(parsePostgresUri(`postgresql://db/x?${options}`), {
    host: "db",
    database: "x",
    sslMode: "verify-full",
    sslRootCert: "/ca.pem",
    sslCert: "/c.pem",
    sslKey: "/k.pem",
    connectTimeout: 3000,
    applicationName: "lab",
    options: "-c search_path=lab",
  });
});

test("what can't be used is refused with a reason, and the password is never in it", () => {
  const refused: [uri: string, reason: RegExp][] = [
    ["mysql://ada:s3cret@db/x", /not in mysql:/],
    ["mssql+pyodbc://ada:s3cret@db/x", /not in mssql:/],
    ["./mlruns", /file path/],
    ["/data/mlruns", /file path/],
    ["C:\\mlruns", /file path/],
    ["file:///data/mlruns", /not in file:/],
    ["", /SQLite or PostgreSQL/],
    ["sqlite://", /in a file/],
    ["sqlite:///", /in a file/],
    ["sqlite:///:memory:", /in a file/],
    ["sqlite://file.db", /three slashes/],
    ["sqlite:///file.db?mode=ro", /options/],
    ["sqlite:///100%.db", /%25/],
    ["postgresql://ada:s3cret@p@db/x", /%40/],
    ["postgresql://ada:s3cret%zz@db/x", /password.*%25/],
    ["postgresql://ada:s3cret@db:port/x", /malformed/],
    ["postgresql://ada:s3cret@db:99999/x", /port/],
    ["postgresql://ada:s3cret@one:1,two:2/x", /malformed/],
    ["postgresql://ada:s3cret@db/x?sslmode=maybe", /sslmode/],
    ["postgresql://ada:s3cret@db/x?color=blue", /color/],
    ["postgresql://ada:s3cret@db/x?connect_timeout=soon", /connect_timeout/],
  ];
  for (const [uri, reason] of refused) {
    const read = (): void => {
      const location = parseStoreUri(uri);
      if (location.kind === "postgresql") parsePostgresUri(location.uri);
    };
    assert.throws(read, (error: Error & { code?: string }) => {
      assert.equal(error.code, "INVALID_PARAMETER_VALUE", uri);
      assert.match(error.message, reason, uri);
      assert.ok(!error.message.includes("s3cret"), uri);
      return true;
    });
  }
});
