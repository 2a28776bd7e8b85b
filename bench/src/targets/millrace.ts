import { delimiter, dirname, join } from "node:path";
import { ROOT } from "../paths.ts";
import type { Program } from "./program.ts";

/** Millrace, from the sources of this checkout, with its default durability. */
export const millrace: Program = {
  name: "millrace",
  version: undefined,
  launch: ({ port, folder, postgres }) => ({
    file: join(ROOT, "packages/cli/bin/millrace.js"),
    // The command finds the checkout's Node as `npx millrace` does.
    env: { PATH: `${dirname(process.execPath)}${delimiter}${process.env["PATH"] ?? ""}` },
    args: [
      "server",
      ...["--host", "127.0.0.1", "--port", String(port)],
      ...["--backend-store-uri", postgres ?? `sqlite:///${join(folder, "millrace.db")}`],
      ...["--default-artifact-root", join(folder, "artifacts")],
    ],
  }),
};
