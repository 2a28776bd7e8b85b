// What every entry point does first, on any Node from 20 on: install the npm packages that are missing, and hand over
// to the checkout's own Node. Nothing here may import a package.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";

/** The folder of the checkout. */
export const ROOT = path.resolve(import.meta.dirname, "..");

const BIN = path.join(ROOT, "node_modules", ".bin");

/** The checkout's own Node, which runs the .ts sources as they are. */
export const NODE = path.join(BIN, process.platform === "win32" ? "node.cmd" : "node");

/**
 * Installs the npm packages when the checkout lacks any that its lock names; costs milliseconds when it does not. When
 * that fails, npm has said why, and the process ends.
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  const command = existsSync(path.join(ROOT, "package-lock.json")) ? "ci" : "install";
  console.log(`Installing the npm packages (npm ${command}) …`);
  try {
    // Only the packages that package.json allows run their install scripts, also under an npm that knows no such list.
    await run("npm", [command, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]);
    await run("npm", ["rebuild", ...allowedScripts(), "--loglevel=error"]);
  } catch (thrown) {
    console.error(String(thrown));
    process.exit(1);
  }
  if (existsSync(NODE)) return;
  console.error("npm did not install Node 24 into node_modules: run `npm rebuild node` and look at what it prints.");
  process.exit(1);
}

/**
 * Runs a script under the checkout's Node with this process's terminal, passes signals on to it, and ends as it ends.
 * @param {string} script relative to the checkout
 * @param {readonly string[]} args
 */
export function handOver(script, args) {
  return handOverTo(NODE, [path.join(ROOT, script), ...args]);
}

/**
 * Runs a program that the checkout installed, as `npx` would, and ends as it ends.
 * @param {string} name as in node_modules/.bin
 * @param {readonly string[]} args
 */
export function handOverToBin(name, args) {
  return handOverTo(path.join(BIN, process.platform === "win32" ? `${name}.cmd` : name), args);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 */
async function handOverTo(program, args) {
  const env = { ...process.env, PATH: `${BIN}${path.delimiter}${process.env["PATH"] ?? ""}` };
  const { code, signal } = await ended(program, args, { stdio: "inherit", env });
  if (signal) process.kill(process.pid, signal);
  else process.exitCode = code ?? 1;
}

function isInstalled() {
  const installed = lockedPackages(path.join("node_modules", ".package-lock.json"));
  const wanted = lockedPackages("package-lock.json");
  if (!existsSync(NODE) || !installed || !wanted) return false;
  return Object.entries(wanted)
    .filter(([place, { optional }]) => place.includes("node_modules/") && !optional)
    .every(([place, { version }]) => installed[place] && installed[place].version === version);
}

function allowedScripts() {
  const text = readFileSync(path.join(ROOT, "package.json"), "utf8");
  const { allowScripts } = /** @type {{ allowScripts: Record<string, boolean> }} */ (JSON.parse(text));
  return Object.keys(allowScripts).filter(
    (name) => allowScripts[name] && existsSync(path.join(ROOT, "node_modules", name)),
  );
}

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lock */

/** @param {string} name */
function lockedPackages(name) {
  const file = path.join(ROOT, name);
  if (!existsSync(file)) return undefined;
  const lock = /** @type {Lock} */ (JSON.parse(readFileSync(file, "utf8")));
  return lock.packages;
}

/**
 * Runs a program in the checkout's folder and shows what it prints.
 * @param {string} program
 * @param {readonly string[]} args
 * @throws {Error} when it does not end with exit code 0
 */
export async function run(program, args) {
  const { code, signal } = await ended(program, args, { cwd: ROOT, stdio: ["ignore", 2, "inherit"] });
  if (code !== 0) throw new Error(`\`${program} ${args.join(" ")}\` ended with ${signal ?? `exit code ${code}`}.`);
}

/**
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 * @returns {Promise<{ code: number | null, signal: NodeJS.Signals | null }>}
 */
function ended(program, args, options) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, options);
    // Ctrl-C in a terminal reaches the whole process group by itself; sent on, it would arrive twice.
    const forwarded = /** @type {NodeJS.Signals[]} */ (["SIGINT", "SIGTERM", "SIGHUP"]);
    const forward = (/** @type {NodeJS.Signals} */ signal) => {
      if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of forwarded) process.on(signal, forward);
    child.on("error", reject);
    child.on("exit", (code, signal) => {
      for (const name of forwarded) process.off(name, forward);
      resolve({ code, signal });
    });
  });
}
