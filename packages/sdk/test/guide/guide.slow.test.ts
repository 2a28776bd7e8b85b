import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, test } from "node:test";
import { freePort, mlflowMissing, startMillrace } from "@millrace/testkit";
import { ROOT } from "../../../../scripts/install.mjs";
import { browserMissing } from "./support/browser.ts";
import { type Step, stepsOf } from "./support/page.ts";
import { Reader } from "./support/reader.ts";
import { comparable } from "./support/same.ts";

const FILES = [...globSync("docs/guide/*.md", { cwd: ROOT }).sort(), "packages/sdk/README.md"];

const PAGES = FILES.map((file) => ({ file, steps: stepsOf(readFileSync(path.join(ROOT, file), "utf8")) }));

describe("what the guide shows is what happens", { concurrency: 2 }, () => {
  for (const { file, steps } of PAGES) {
    if (steps.length > 0) test(file, { skip: missing(steps) }, () => follow(file, steps));
  }
});

test("the guide's programs have no errors of types", () => {
  const { folder } = new Reader("http://127.0.0.1:5000", 5001);
  for (const { file, steps } of PAGES) {
    for (const step of steps) {
      if (step.kind === "shell" || !step.name.endsWith(".ts")) continue;
      writeFileSync(path.join(folder, `${path.basename(file, ".md")}-${step.name}`), step.text);
    }
  }
  // What TypeScript's own `strict` asks for; not everybody's programs go further, as this project does.
  const compilerOptions = { noUncheckedIndexedAccess: false, noUnusedLocals: false };
  const config = { extends: path.join(ROOT, "tsconfig.json"), compilerOptions, include: ["*.ts"] };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  const tsc = path.join(ROOT, "node_modules/typescript/bin/tsc");
  try {
    execFileSync(process.execPath, [tsc, "-p", "."], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    assert.fail(error instanceof Error && "stdout" in error ? String(error.stdout) : String(error));
  }
});

test("the guide's links lead somewhere", () => {
  for (const file of FILES) {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    for (const [, target = "", heading] of text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
      const linked = path.join(ROOT, path.dirname(file), target);
      const found = readFileSync(target === "" ? path.join(ROOT, file) : linked, "utf8");
      if (heading !== undefined) assert.ok(headingsOf(found).includes(heading), `${file}: ${target}#${heading}`);
    }
  }
});

/** Why a page's steps can't be done here. */
function missing(steps: readonly Step[]): string | false {
  const needs = (language: string): boolean =>
    steps.some((step) => step.kind === "program" && step.language === language);
  return (needs("python") && mlflowMissing()) || (needs("html") && browserMissing);
}

/** Does what a page says, step by step, with a server of its own. */
async function follow(file: string, steps: readonly Step[]): Promise<void> {
  const server = await startMillrace({ artifacts: "mlflow-artifacts:/" });
  try {
    const reader = new Reader(server.url, await freePort());
    for (const [number, step] of steps.entries()) {
      await take(reader, step, steps.slice(number + 1), `${file}:${step.line}`);
    }
  } finally {
    await server.stop();
  }
}

async function take(reader: Reader, step: Step, later: readonly Step[], where: string): Promise<void> {
  if (step.kind === "file") {
    assert.ok(
      later.some(({ text }) => text.includes(step.name)),
      `${where}: no later step uses ${step.name}.`,
    );
    return reader.write(step.name, step.text);
  }
  const { code, printed } = await (step.kind === "program" ? reader.run(step) : reader.shell(step.text));
  assert.equal(code, 0, `${where} ended with ${code}:\n${printed}`);
  const saysNothing = step.prints === undefined && (step.kind === "shell" || step.language === "python");
  if (saysNothing) return;
  assert.equal(comparable(printed), comparable(step.prints ?? ""), `${where} shows something else than:\n${printed}`);
}

/** The headings of a page in the form in which links name them. */
function headingsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, "")
      .replaceAll(" ", "-"),
  );
}
