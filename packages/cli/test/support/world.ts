import { mkdirSync, writeFileSync } from "node:fs";
import { arch, platform, release } from "node:os";
import path from "node:path";
import packageJson from "../../package.json" with { type: "json" };
import { createClient } from "millrace/client";
import { beginRun } from "millrace/logging";
import { call, pickString, type Program, startMillrace, type Story, tempDir, writeStory } from "@millrace/testkit";

/** An address that nobody listens at. */
const NO_SERVER = "http://127.0.0.1:9";

/** What the commands of the golden tests work on. */
export interface World extends AsyncDisposable {
  readonly server: Program;
  readonly story: Story;
  /** A folder with a few files, and the store of the server. */
  readonly folder: string;
  /** The server's database. */
  readonly uri: string;
  /** Texts that differ each time, with what stands for them. */
  readonly known: ReadonlyMap<string, string>;
}

/** Starts a server on a SQLite file, tells it the story of all tests and registers a model. */
export async function createWorld(): Promise<World> {
  const folder = tempDir();
  const server = await startMillrace({ folder, artifacts: "mlflow-artifacts:/" });
  const story = await writeStory(server.url);
  await register(server.url, story);
  mkdirSync(path.join(folder, "files/sub"), { recursive: true });
  writeFileSync(path.join(folder, "files/one.txt"), "one\n");
  writeFileSync(path.join(folder, "files/sub/two.txt"), "two\n");
  writeFileStore(path.join(folder, "mlruns"));
  writeModel(path.join(folder, "model"));
  await spoolRun(path.join(folder, "spool"));
  return {
    server,
    story,
    folder,
    uri: `sqlite:///${path.join(folder, "millrace.db")}`,
    known: new Map([
      [folder, "<folder>"],
      [process.version, "v24.0.0"],
      [`${platform()} ${release()} ${arch()}`, "<system>"],
      [packageJson.version, "0.0.0"],
    ]),
    [Symbol.asyncDispose]: async () => void (await server.stop()),
  };
}

async function register(url: string, { runs }: Story): Promise<void> {
  const post = async (way: string, body: object): Promise<unknown> => {
    const answer = await call(url, "POST", `/api/2.0/mlflow/${way}`, body);
    if (answer.status !== 200) throw new Error(answer.text);
    return answer.body;
  };
  await post("registered-models/create", { name: "iris", description: "Tells irises apart" });
  const [run = ""] = runs.sweep;
  for (let count = 0; count < 3; count++) {
    const made = await post("model-versions/create", { name: "iris", source: `runs:/${run}/model`, run_id: run });
    pickString(made, "model_version", "version");
  }
  await post("registered-models/alias", { name: "iris", alias: "champion", version: "2" });
}

/** A run that was logged while no server answered. */
async function spoolRun(spool: string): Promise<void> {
  const client = createClient({ uri: NO_SERVER, retries: 0 });
  const log = await beginRun(
    { startTime: 1_767_603_600_000, tags: [], runName: "offline" },
    { client, spool, upload: async () => undefined, onError: () => undefined, closeTimeoutMs: 1 },
  );
  for (let step = 0; step < 10; step++) log.logMetric("loss", 1 / (step + 1), step, 1_767_603_600_000 + step);
  log.end("FINISHED", 1_767_603_700_000);
  await log.close();
}

/** A model that needs no Python, with an input. */
function writeModel(folder: string): void {
  mkdirSync(path.join(folder, "javascript"), { recursive: true });
  writeFileSync(path.join(folder, "MLmodel"), "flavors:\n  javascript:\n    module: javascript/double.mjs\n");
  const double = "export const predict = (rows) => rows.map(([first]) => 2 * first);\n";
  writeFileSync(path.join(folder, "javascript/double.mjs"), double);
  writeFileSync(path.join(folder, "input.json"), '{"inputs": [[1], [2.5]]}');
}

/** An `mlruns` folder with one experiment. */
function writeFileStore(folder: string): void {
  const experiment = path.join(folder, "1");
  mkdirSync(experiment, { recursive: true });
  const facts = ["experiment_id: '1'", "name: iris", `artifact_location: ${experiment}`, "lifecycle_stage: active"];
  writeFileSync(
    path.join(experiment, "meta.yaml"),
    `${facts.join("\n")}\ncreation_time: 1767603600000\nlast_update_time: 1767603600000\n`,
  );
}
