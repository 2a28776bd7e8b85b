import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "node:test";
import { cleanEnvironment, tempDir } from "@millrace/testkit";
import { openSource } from "../src/sources/open-source.ts";
import type { ProjectSource } from "../src/sources/source.ts";
import { folderOf } from "./support/project.ts";

const project = (name: string): string => `name: ${name}\nentry_points: {main: {command: "true"}}\n`;

function open(uri: string, folder: string, version?: string): Promise<ProjectSource> {
  const fetch = async (): Promise<string> => assert.fail("nothing is fetched");
  return openSource(uri, { folder, version, temporary: tempDir(), env: cleanEnvironment(), fetch });
}

function git(folder: string, ...args: string[]): string {
  const identity = ["-c", "user.name=Tester", "-c", "user.email=tester@example.org", "-c", "init.defaultBranch=main"];
  return execFileSync("git", [...identity, ...args], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();
}

/** A repository with two commits; the first one has the tag v1, the branch `dev` a third one. */
function repository(): { readonly folder: string; readonly first: string; readonly dev: string } {
  const folder = folderOf({ MLproject: project("first"), "part/MLproject": project("part") });
  git(folder, "init", "--quiet");
  git(folder, "add", ".");
  git(folder, "commit", "--quiet", "-m", "one");
  git(folder, "tag", "v1");
  const first = git(folder, "rev-parse", "HEAD");
  folderOf({ MLproject: project("second") }, folder);
  git(folder, "commit", "--quiet", "-am", "two");
  git(folder, "checkout", "--quiet", "-b", "dev");
  folderOf({ MLproject: project("third") }, folder);
  git(folder, "commit", "--quiet", "-am", "three");
  const dev = git(folder, "rev-parse", "HEAD");
  git(folder, "checkout", "--quiet", "main");
  return { folder, first, dev };
}

const nameIn = ({ folder }: ProjectSource): string =>
  /name: (.*)/.exec(readFileSync(path.join(folder, "MLproject"), "utf8"))?.[1] ?? "";

describe("a project's files", () => {
  const made = repository();
  const address = `file://${made.folder}`;

  it("are a folder's, and a part of it", async () => {
    assert.equal((await open(made.folder, "/")).folder, made.folder);
    assert.equal(nameIn(await open("./part", made.folder)), "part");
    assert.equal(nameIn(await open(`${made.folder}#part`, "/")), "part");
    assert.equal((await open(made.folder, "/")).commit, git(made.folder, "rev-parse", "HEAD"));
  });

  it("come from git at a tag, a branch, a commit and a shortened one", async () => {
    const tagged = await open(address, "/", "v1");
    assert.deepEqual([nameIn(tagged), tagged.commit, tagged.branch], ["first", made.first, undefined]);
    const branch = await open(address, "/", "dev");
    assert.deepEqual([nameIn(branch), branch.commit, branch.branch], ["third", made.dev, "dev"]);
    assert.equal(nameIn(await open(address, "/", made.first)), "first");
    assert.equal(nameIn(await open(address, "/", made.first.slice(0, 9))), "first");
    const part = await open(`${address}#part`, "/", "v1");
    assert.deepEqual([nameIn(part), part.name, part.repository], ["part", `${address}#part`, address]);
  });

  it("are found by the name in an MLproject file", async () => {
    const root = folderOf({ "a/b/MLproject": project("iris-classification"), "c/MLproject": project("other") });
    assert.equal((await open("iris-classification", root)).folder, path.join(root, "a/b"));
    folderOf({ "d/MLproject": project("other") }, root);
    await assert.rejects(open("other", root), /Several projects are named "other"/);
    await assert.rejects(open("nobody", root), /no project below .* is named so/);
  });

  it("come from a zip archive", async () => {
    const folder = folderOf({ "inner/MLproject": project("zipped") });
    const script = "import shutil, sys; shutil.make_archive(sys.argv[1], 'zip', sys.argv[2])";
    execFileSync("python3", ["-c", script, path.join(folder, "made"), folder]);
    assert.equal(nameIn(await open("made.zip#inner", folder)), "zipped");
  });

  for (const [what, names] of [
    ["a path that leads out", ["../evil"]],
    ["an absolute path", ["/tmp/evil"]],
  ] as const) {
    it(`are refused from an archive with ${what}`, async () => {
      const folder = tempDir();
      const script =
        "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1], 'w'); [z.writestr(n, 'x') for n in sys.argv[2:]]";
      execFileSync("python3", ["-c", script, path.join(folder, "x.zip"), ...names]);
      await assert.rejects(open("x.zip", folder), /can't be unpacked/);
    });
  }

  for (const [what, uri, version] of [
    ["a transport that runs a command", "ext::sh -c touch% /tmp/x.git", undefined],
    ["a version that is a flag", address, "--upload-pack=touch"],
    ["a version that is not there", address, "v9"],
    ["a part above the project", `${made.folder}#../..`, undefined],
    ["a part that is not there", `${address}#nowhere`, undefined],
    ["an archive that is none", `${made.folder}/MLproject.zip`, undefined],
  ] as const) {
    it(`are refused for ${what}`, async () => {
      await assert.rejects(open(uri, tempDir(), version), { name: "MillraceError" });
    });
  }
});
