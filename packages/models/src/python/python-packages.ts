import path from "node:path";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../../../python", import.meta.url));

/** The environment of a Python process that finds Millrace's own packages. */
export function withPackages(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const places = [FOLDER, ...(env.PYTHONPATH ? [env.PYTHONPATH] : [])];
  // A server of models tells nobody what it does, unless it is told to.
  return { MLFLOW_DISABLE_TELEMETRY: "true", ...env, PYTHONPATH: places.join(path.delimiter) };
}
