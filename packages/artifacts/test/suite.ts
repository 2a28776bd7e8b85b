import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe } from "node:test";
import type { Enrolled, Fresh, Running } from "./support/enrolled.ts";
import { testClients } from "./suite/clients.ts";
import { testReads } from "./suite/reads.ts";
import { testSafety } from "./suite/safety.ts";
import { testTrees } from "./suite/trees.ts";
import { testWrites } from "./suite/writes.ts";

/** Puts a kind of store through all that every artifact store has to do. */
export function testStore({ name, skip, readOnly, start }: Enrolled): void {
  describe(name, { skip }, () => {
    let running: Running | undefined;
    let count = 0;
    before(async () => {
      running = await start();
    });
    after(() => running?.stop());

    const fresh: Fresh = async () => {
      assert.ok(running);
      const { open, openWriter = open } = running;
      const folder = `store-${(count += 1)}/root`;
      return {
        store: await open(folder),
        writer: await openWriter(folder),
        openAt: (other) => openWriter(path.posix.join(folder, other)),
      };
    };
    testReads(fresh);
    testSafety(fresh);
    if (readOnly) return;
    testTrees(fresh);
    testWrites(fresh);
    testClients(fresh);
  });
}
