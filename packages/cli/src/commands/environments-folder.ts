import { homedir } from "node:os";
import path from "node:path";
import { environmentValue } from "@millrace/server/environment";

/** The folder that keeps the environments of models and projects. */
export function environmentsFolder(): string {
  return environmentValue("MLFLOW_ENV_ROOT") ?? path.join(homedir(), ".millrace", "envs");
}
