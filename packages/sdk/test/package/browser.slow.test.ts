import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import chromium from "@sparticuz/chromium";
import { createClient } from "millrace/client";
import { startMillrace, tempDir } from "@millrace/testkit";
import { type Browser, chromium as playwright } from "playwright-core";
import { writeClient } from "../../../../scripts/build/client.ts";
import { servePages } from "./support/pages.ts";

/** The package has Chromium for one platform. */
const isHere = process.platform === "linux" && process.arch === "x64";
const skip = isHere ? false : "there is no Chromium for this platform";

/** The package's own arguments would switch off what keeps the pages of other origins away. */
async function launch(): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  return playwright.launch({ args: ["--no-sandbox", "--disable-gpu"], executablePath });
}

test("the client lists the runs of a server in Chromium", { skip }, async (t) => {
  const browser = await launch();
  t.after(() => browser.close());
  const server = await startMillrace();
  t.after(() => server.stop());
  const client = createClient({ uri: server.url });
  await client.runs.create({ experiment_id: "0", run_name: "one", start_time: 1 });
  await client.runs.create({ experiment_id: "0", run_name: "two", start_time: 2n ** 60n });
  const file = path.join(tempDir(), "client.min.js");
  await writeClient(file);
  await using pages = await servePages(await readFile(file, "utf8"));

  for (const [where, call] of [
    ["a page", "list"],
    ["a web worker", "listInWorker"],
  ]) {
    await t.test(`from ${where}`, async () => {
      const page = await browser.newPage();
      await page.goto(pages.url);
      const found = await page.evaluate(`${call}("${server.url}")`);
      assert.deepEqual(found, ["one 1", `two ${2n ** 60n}`, "bytes", "MillraceError RESOURCE_DOES_NOT_EXIST"]);
      await page.close();
    });
  }
});
