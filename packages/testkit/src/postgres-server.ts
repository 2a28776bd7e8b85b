// Runs one PostgreSQL server in a new folder below the first argument, with the flags of the others: prints its URI, ends
// when told to or when its starter is gone, and takes its files along.
import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { whenToldToEnd } from "./ending.ts";
import { freePort } from "./places.ts";
import { postgresPrograms } from "./postgres-programs.ts";

const PASSWORD = "millrace";

const [place = tmpdir(), ...settings] = process.argv.slice(2);
const folder = mkdtempSync(path.join(place, "millrace-postgres-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
const { initdb, postgres, user } = postgresPrograms(folder);
const data = path.join(folder, "data");
if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);

const passwordFile = path.join(folder, "password");
writeFileSync(passwordFile, PASSWORD);
const making = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"];
const login = ["--username=postgres", `--pwfile=${passwordFile}`];
const made = spawnSync(initdb, [`--pgdata=${data}`, ...login, ...making], { ...user, encoding: "utf8" });
if (made.status !== 0) giveUp(String(made.error ?? made.stderr));

const port = await freePort();
const flags = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "max_connections=300", ...settings];
const server = spawn(postgres, ["-D", data, "-p", String(port), ...flags.flatMap((flag) => ["-c", flag])], user);
let said = "";
server.stderr.setEncoding("utf8").on("data", (text: string) => {
  if (said.includes("ready to accept connections")) return;
  said += text;
  if (!said.includes("ready to accept connections")) return;
  process.stdout.write(`postgresql://postgres:${PASSWORD}@127.0.0.1:${port}/postgres\n`);
});
server.on("error", (problem) => giveUp(String(problem)));
server.on("exit", (code) => (code === 0 ? process.exit(0) : giveUp(said)));
// SIGINT is PostgreSQL's fast shutdown: it ends the sessions and leaves its files consistent.
whenToldToEnd(() => server.kill("SIGINT"));

function giveUp(why: string): never {
  process.stderr.write(`PostgreSQL ended. ${why}\n`);
  process.exit(1);
}
