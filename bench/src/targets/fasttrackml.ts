import { join } from "node:path";
import { venvBin } from "../paths.ts";
import type { Program } from "./program.ts";

/** FastTrackML with its default settings. Its SQLite URIs have one slash less than MLflow's. */
export const fasttrackml: Program = {
  name: "fasttrackml",
  version: "0.6.0",
  launch: ({ port, folder, postgres }) => ({
    file: venvBin("fml"),
    args: [
      "server",
      ...["--listen-address", `127.0.0.1:${port}`],
      ...["--database-uri", postgres ?? `sqlite://${join(folder, "fasttrackml.db")}`],
      ...["--default-artifact-root", join(folder, "artifacts")],
    ],
  }),
};
