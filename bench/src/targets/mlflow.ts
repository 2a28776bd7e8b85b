import { join } from "node:path";
import { venvBin } from "../paths.ts";
import type { Program } from "./program.ts";

/** The real MLflow with one worker, which is its faster setting on SQLite. */
export const mlflow: Program = {
  name: "mlflow",
  version: "3.17.2",
  launch: ({ port, folder, postgres }) => ({
    file: venvBin("mlflow"),
    args: [
      "server",
      ...["--host", "127.0.0.1", "--port", String(port), "--workers", "1"],
      ...["--backend-store-uri", postgres ?? `sqlite:///${join(folder, "mlflow.db")}`],
      ...["--default-artifact-root", join(folder, "artifacts")],
    ],
    env: { MLFLOW_DISABLE_TELEMETRY: "true" },
  }),
};
