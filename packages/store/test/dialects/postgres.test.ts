import assert from "node:assert/strict";
import { createServer, type Server, type Socket, connect } from "node:net";
import { once } from "node:events";
import { describe, test, type TestContext } from "node:test";
import { DATABASES, freePort } from "@millrace/testkit";
import type { Database } from "../../src/database/sql.ts";
import { openPostgres } from "../../src/dialects/postgres/open.ts";

const postgres = DATABASES.find((database) => database.name === "postgresql");

describe("PostgreSQL", { skip: postgres?.skip ?? true }, () => {
  test("connections that the server ends are replaced, and writes under way run again", async (t) => {
    const { database } = await open(t);
    await database.write((sql) => sql.run("INSERT INTO entity_key (name) VALUES ('before')"));
    await Promise.all(Array.from({ length: 4 }, () => database.read.get("SELECT 1 AS one")));
    let runs = 0;
    await database.write(async (sql) => {
      runs += 1;
      await sql.run("INSERT INTO entity_key (name) VALUES ('during')");
      if (runs === 1) await endConnections(database);
      await sql.get("SELECT 1 AS one");
    });
    assert.equal(runs, 2);
    const row = await database.read.get<{ count: number }>("SELECT count(*) AS count FROM entity_key");
    assert.equal(row?.count, 2);
  });

  test("a server that is gone is a clear refusal, and its return is noticed", async (t) => {
    const gate = await openGate(t);
    const { database } = await open(t, gate.through);
    await database.read.get("SELECT 1 AS one");
    await gate.shut();
    const refusal = { name: "MillraceError", code: "TEMPORARILY_UNAVAILABLE" };
    await assert.rejects(database.read.get("SELECT 1 AS one"), refusal);
    await assert.rejects(
      database.write((sql) => sql.run("INSERT INTO entity_key (name) VALUES ('lost')")),
      refusal,
    );
    await gate.open();
    await database.write((sql) => sql.run("INSERT INTO entity_key (name) VALUES ('back')"));
    const rows = await database.read.all<{ name: string }>("SELECT name FROM entity_key");
    assert.deepEqual(
      rows.map((row) => row.name),
      ["back"],
    );
  });

  test("writes that wait for each other in a circle both end well", async (t) => {
    const { database } = await open(t);
    await database.write((sql) => sql.run("INSERT INTO entity_key (name) VALUES ('a'), ('b')"));
    const met = Promise.withResolvers<void>();
    let started = 0;
    const touch = (first: string, second: string): Promise<void> =>
      database.write(async (sql) => {
        await sql.run("UPDATE entity_key SET name = name || '!' WHERE name LIKE ?", [`${first}%`]);
        started += 1;
        if (started === 2) met.resolve();
        await met.promise;
        await sql.run("UPDATE entity_key SET name = name || '!' WHERE name LIKE ?", [`${second}%`]);
      });
    await Promise.all([touch("a", "b"), touch("b", "a")]);
    const rows = await database.read.all<{ name: string }>("SELECT name FROM entity_key ORDER BY name");
    assert.deepEqual(
      rows.map((row) => row.name),
      ["a!!", "b!!"],
    );
  });

  test("text that PostgreSQL can't hold is refused, not changed", async (t) => {
    const { database } = await open(t);
    const texts = { table: "entity_key", columns: { name: "text" } } as const;
    for (const text of ["a\0b", "\ud83d", "x\udc00y"]) {
      const refusal = { name: "MillraceError", code: "INVALID_PARAMETER_VALUE" };
      await assert.rejects(
        database.write((sql) => sql.insert(texts, [[text]])),
        refusal,
      );
      await assert.rejects(
        database.write((sql) => sql.insert(texts, [["fine"], [text]])),
        refusal,
      );
      await assert.rejects(database.read.get("SELECT id FROM entity_key WHERE name = ?", [text]), refusal);
    }
    assert.deepEqual(await database.read.all("SELECT name FROM entity_key"), []);
  });

  test("reads asked for together are answered apart", async (t) => {
    const { database } = await open(t);
    const [good, bad, other] = await Promise.allSettled([
      database.read.get<{ one: number }>("SELECT 1 AS one"),
      database.read.get("SELECT 1 / 0 AS none"),
      database.read.get<{ two: number }>("SELECT 2 AS two"),
    ]);
    assert.deepEqual([good.status, bad.status, other.status], ["fulfilled", "rejected", "fulfilled"]);
  });

  test("many different statements do not pile up on the server", async (t) => {
    const { database } = await open(t);
    for (let i = 0; i < 1_200; i += 1) await database.read.get(`SELECT ${i} AS n`);
    const row = await database.read.get<{ count: number }>("SELECT count(*) AS count FROM pg_prepared_statements");
    assert.ok(row !== undefined && row.count <= 501, `${row?.count} prepared statements`);
  });

  test("a commit waits for the disk even where the database does not ask for it", async (t) => {
    const { uri, database } = await open(t);
    const name = new URL(uri).pathname.slice(1);
    await database.write((sql) => sql.run(`ALTER DATABASE ${name} SET synchronous_commit = off`));
    const again = await openPostgres(uri);
    t.after(() => again.close());
    const row = await again.read.get<{ on: string }>("SELECT current_setting('synchronous_commit') AS on");
    assert.equal(row?.on, "on");
  });

  test("what keeps a database from being opened is said without the password", async (t) => {
    const { uri } = await open(t);
    const wrongs: [URL, RegExp][] = [
      [changed(uri, { password: "s3cret-wrong" }), /password authentication failed/],
      [changed(uri, { pathname: "/nowhere" }), /nowhere/],
      [changed(uri, { port: String(await freePort()) }), /Is the server running/],
      [changed(uri, { search: "?sslmode=require" }), /SSL/],
    ];
    for (const [wrong, message] of wrongs) {
      await assert.rejects(openPostgres(wrong.href), (error: Error) => {
        assert.equal(error.name, "MillraceError");
        assert.match(error.message, message);
        assert.ok(!error.message.includes(wrong.password));
        return true;
      });
    }
  });
});

function changed(uri: string, parts: Partial<Record<"password" | "pathname" | "port" | "search", string>>): URL {
  return Object.assign(new URL(uri), parts);
}

async function open(t: TestContext, route: (uri: string) => Promise<string> = (uri) => Promise.resolve(uri)) {
  assert.ok(postgres !== undefined);
  const { uri, drop } = await postgres.fresh();
  const database = await openPostgres(await route(uri));
  t.after(async () => {
    await database.close();
    await drop();
  });
  return { uri, database };
}

async function endConnections(database: Database): Promise<void> {
  await database.read.all(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity " +
      "WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
}

/** A way to a server that can be shut, as when the server or the network fails. */
async function openGate(t: TestContext) {
  const sockets = new Set<Socket>();
  const port = await freePort();
  let target = { host: "127.0.0.1", port: 0 };
  let server: Server | undefined;
  const openIt = async (): Promise<void> => {
    server = createServer((inner) => {
      const outer = connect(target);
      for (const socket of [inner, outer]) {
        sockets.add(socket);
        socket.on("error", () => socket.destroy()).on("close", () => sockets.delete(socket));
      }
      inner.pipe(outer).pipe(inner);
    }).listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const shut = async (): Promise<void> => {
    const closed = new Promise((resolve) => server?.close(resolve));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  t.after(() => shut());
  await openIt();
  return {
    open: openIt,
    shut,
    through: (uri: string): Promise<string> => {
      const url = new URL(uri);
      target = { host: url.hostname, port: Number(url.port) };
      url.host = `127.0.0.1:${port}`;
      return Promise.resolve(url.href);
    },
  };
}
