import { invalidParameter, PROTOCOL_VERSION } from "@millrace/contract";
import { inheritedEnvironment } from "@millrace/server/environment";
import type { EnvManager, PythonOptions } from "@millrace/environments";
import type { Option } from "commander";
import { environmentsFolder } from "../../environments-folder.ts";
import { choice, count, option, required, trackingUriOption } from "../../../command/options.ts";
import type { TrackingFlags } from "../../../command/tracking.ts";

/** The flags of commands that load a model. */
export interface ModelFlags extends TrackingFlags {
  readonly modelUri: string;
  readonly envManager?: EnvManager;
  readonly conda?: false;
  readonly installMlflow?: true;
  readonly python?: string;
}

const MANAGERS: readonly EnvManager[] = ["local", "virtualenv", "uv", "conda"];

/** The options of commands that load a model. */
export function modelOptions(): Option[] {
  return [
    required("-m, --model-uri <uri>", "The model: models:/…, runs:/…, a folder, or the URI of a store."),
    choice("--env-manager <manager>", "Where a Python model's packages come from. Default: virtualenv.", MANAGERS),
    option("--no-conda", "The same as --env-manager local, in MLflow's older words."),
    option("--install-mlflow", "Install MLflow too when the model's requirements do not name it."),
    option("--python <file>", "The interpreter for --env-manager local. Default: python3 on the path."),
    trackingUriOption(),
  ];
}

/** The options of commands that keep a model loaded. */
export function workerOptions(): Option[] {
  return [
    count(
      "-t, --timeout <seconds>",
      "The most that a request may take. Default: 60. [MLFLOW_SCORING_SERVER_REQUEST_TIMEOUT]",
    ),
    count(
      "-w, --workers <count>",
      "Python processes that load the model. Default: one for two processors. [MLFLOW_MODELS_WORKERS]",
    ),
    count("--worker-memory <MiB>", "A Python process that holds more is replaced. Default: no limit."),
    count(
      "--batch-rows <count>",
      "The most requests that are predicted together, where the model allows it; 1: none. Default: 64.",
    ),
    count("--batch-wait <ms>", "How long a request waits for others to be predicted with. Default: not at all."),
  ];
}

/** How the flags say that the Python of a model is found or made. */
export function pythonOptions(
  flags: ModelFlags,
  log: (line: string) => void,
  extra: readonly string[] = [],
): PythonOptions {
  if (flags.conda === false && flags.envManager !== undefined)
    throw invalidParameter("Give --no-conda or --env-manager, not both.");
  return {
    manager: flags.conda === false ? "local" : (flags.envManager ?? "virtualenv"),
    python: flags.python,
    extra: [...(flags.installMlflow === true ? [`mlflow==${PROTOCOL_VERSION}`] : []), ...extra],
    root: environmentsFolder(),
    env: inheritedEnvironment(),
    log,
  };
}
