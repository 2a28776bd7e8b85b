import path from "node:path";
import { build } from "esbuild";
import { ROOT } from "../install.mjs";

/** The file of the `millrace` package that holds the whole client, for web pages without a bundler. */
export const CLIENT_FILE = "client.min.js";

const ENTRY = path.join(ROOT, "packages/sdk/src/client/index.ts");

/**
 * Bundles the client of the SDK as one minified module that needs nothing but a browser.
 * @throws {Error} when it imports what no browser has
 */
export async function writeClient(file: string): Promise<void> {
  await build({
    entryPoints: [ENTRY],
    outfile: file,
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    logLevel: "error",
  });
}
