import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { ArtifactStore } from "@millrace/artifacts";
import { MillraceError } from "@millrace/contract";
import { readAll, readText, streamOf } from "../support/bytes.ts";
import type { Fresh } from "../support/enrolled.ts";
import { refused } from "../support/refused.ts";
import { TRAVERSALS } from "../support/traversals.ts";

const SECRET = "nobody must see this";

/** Every method that takes a path, each run to its end. */
function methods(store: ArtifactStore, path: string): Record<string, () => Promise<unknown>> {
  const { multipart } = store;
  return {
    stat: () => store.stat(path),
    list: () => Array.fromAsync(store.list(path)),
    walk: () => Array.fromAsync(store.walk(path)),
    read: () => readAll(store, path),
    "read a range": () => readAll(store, path, { start: 0, end: 3 }),
    write: () => store.write(path, streamOf("overwritten")),
    delete: () => store.delete(path),
    ...(store.presignDownload && { presignDownload: async () => store.presignDownload?.(path, 60) }),
    ...(store.presignUpload && { presignUpload: async () => store.presignUpload?.(path, 60) }),
    ...(multipart && {
      "multipart create": () => multipart.create(path, 1),
      "multipart complete": () => multipart.complete(path, "x", [{ partNumber: 1, etag: "x" }]),
      "multipart abort": () => multipart.abort(path, "x"),
    }),
  };
}

/** That no path leads out of the root. */
export function testSafety(fresh: Fresh): void {
  test("refuses every spelling of traversal with every method, and touches nothing", async () => {
    const { store, writer, openAt } = await fresh();
    const outside = await openAt("..");
    await outside.write("secret", streamOf(SECRET));
    await writer.write("a/b", streamOf("inside"));
    for (const path of TRAVERSALS) {
      for (const [name, run] of Object.entries(methods(store, path))) {
        const problem = await refused(run, "INVALID_PARAMETER_VALUE").catch((thrown: unknown) => {
          throw new Error(`${name} of ${JSON.stringify(path)}`, { cause: thrown });
        });
        assert.ok(!problem.message.includes(SECRET));
      }
    }
    assert.equal(await readText(outside, "secret"), SECRET);
    assert.equal(await readText(store, "a/b"), "inside");
  });

  test("gives no path a way out (property)", async () => {
    const { store, writer, openAt } = await fresh();
    const outside = await openAt("..");
    await outside.write("secret", streamOf(SECRET));
    await writer.write("a/b", streamOf("inside"));
    const piece = fc.constantFrom(
      ...["..", ".", "/", "\\", "%2e", "%2E", "%2f", "%5c", "%25", "2e", "%", ";", "?", "#", "\0", ":", "//", "secret"],
      ...["a", "b", "root", "C", "file:", " ", "%00", "．．", "／", "%c0%ae", "%c0%af", "..;"],
    );
    const path = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(""));
    await fc.assert(
      fc.asyncProperty(path, async (text) => {
        try {
          assert.ok(!(await readText(store, text)).includes(SECRET), text);
        } catch (thrown) {
          assert.ok(thrown instanceof MillraceError, String(thrown));
          assert.match(thrown.code, /^(INVALID_PARAMETER_VALUE|RESOURCE_DOES_NOT_EXIST)$/);
        }
      }),
      { numRuns: 150 },
    );
    assert.equal(await readText(outside, "secret"), SECRET);
  });
}
