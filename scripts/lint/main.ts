// Checks how the sources are written and where they reach: oxlint, oxfmt, the arrows between rooms, and portability.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ROOT } from "../install.mjs";
import { checkArrows } from "./arrows.ts";
import { checkPortable } from "./portable.ts";
import { readSources } from "./sources.ts";

const sources = readSources();
const complaints = [...checkArrows(sources), ...checkPortable(sources)];
for (const complaint of complaints) console.error(complaint);
const clean = [tool("oxlint", []), tool("oxfmt", ["--check"]), complaints.length === 0];
if (clean.includes(false)) process.exitCode = 1;

function tool(name: string, args: readonly string[]): boolean {
  const program = path.join(ROOT, "node_modules", ".bin", name);
  return spawnSync(program, args, { cwd: ROOT, stdio: "inherit" }).status === 0;
}
