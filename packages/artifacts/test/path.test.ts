import assert from "node:assert/strict";
import path from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { checkArtifactPath } from "@millrace/artifacts";
import { MillraceError } from "@millrace/contract";
import { refused } from "./support/refused.ts";
import { TRAVERSALS } from "./support/traversals.ts";

test("refuses every spelling of traversal and names the parameter", async () => {
  for (const spelling of TRAVERSALS) {
    const { message } = await refused(() => checkArtifactPath(spelling, "artifact_path"), "INVALID_PARAMETER_VALUE");
    assert.match(message, /"artifact_path"/);
  }
});

test("gives back what is no traversal, without slashes at the end", () => {
  const same = [
    "",
    "a",
    "a/b.txt",
    "...",
    "..a/b..",
    "a%20b",
    "100%",
    "model:b",
    "a;b",
    "a?b",
    "a b",
    "ä/模型",
    "a\\b",
    "~",
    "%41",
  ];
  for (const text of same) assert.equal(checkArtifactPath(text, "path"), text);
  assert.equal(checkArtifactPath("a/b/", "path"), "a/b");
  assert.equal(checkArtifactPath(".", "path"), "");
  assert.equal(checkArtifactPath("./", "path"), "");
});

test("never lets a path out of a folder, however often it is decoded (property)", () => {
  const piece = fc.constantFrom(
    "..",
    ".",
    "/",
    "\\",
    "%",
    "2e",
    "2f",
    "5c",
    "25",
    "%2e",
    "%2f",
    "a",
    ";",
    "?",
    "#",
    ":",
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join("")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      const clean = checked(candidate);
      if (clean === undefined) return;
      for (let form = clean, round = 0; round < 12; round += 1, form = decoded(form)) {
        for (const system of [path.posix, path.win32]) {
          const { sep } = system;
          const root = system.resolve(`${sep}srv${sep}root`);
          const reached = system.resolve(root, `.${sep}${form}`);
          assert.ok(reached === root || reached.startsWith(root + sep), `${candidate} reached ${reached}`);
        }
      }
    }),
    { numRuns: 5000 },
  );
});

function checked(candidate: string): string | undefined {
  try {
    return checkArtifactPath(candidate, "path");
  } catch (thrown) {
    assert.ok(thrown instanceof MillraceError && thrown.code === "INVALID_PARAMETER_VALUE");
    return undefined;
  }
}

function decoded(form: string): string {
  try {
    return decodeURIComponent(form);
  } catch {
    return form;
  }
}
