import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import chromium from "@sparticuz/chromium";
import { chromium as playwright } from "playwright-core";

/** Why web pages can't be opened here; false when they can. The package has Chromium for one platform. */
export const browserMissing =
  process.platform === "linux" && process.arch === "x64" ? false : "there is no Chromium for this platform";

const TYPES: Readonly<Record<string, string>> = { ".html": "text/html", ".js": "text/javascript" };

/** Serves a folder, opens one of its pages in Chromium and gives the text that it shows once it is quiet. */
export async function openPage(folder: string, name: string): Promise<string> {
  const server = createServer((request, response) => {
    const file = path.join(folder, path.basename(request.url ?? ""));
    readFile(file).then(
      (bytes) => response.setHeader("content-type", TYPES[path.extname(file)] ?? "text/plain").end(bytes),
      () => response.writeHead(404).end(),
    );
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  // A server that listens on a port has an address of this kind.
  const { port } = server.address() as AddressInfo;
  const executablePath = await chromium.executablePath();
  const browser = await playwright.launch({ args: ["--no-sandbox", "--disable-gpu"], executablePath });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${port}/${name}`, { waitUntil: "networkidle" });
    return await page.innerText("body");
  } finally {
    await browser.close();
    server.close();
    server.closeAllConnections();
  }
}
