import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, existsSync, globSync, mkdirSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { cleanEnvironment, tempDir, VENV_BIN } from "@millrace/testkit";
import { writeClient } from "../../../../../scripts/build/client.ts";
import { ROOT } from "../../../../../scripts/install.mjs";
import { openPage } from "./browser.ts";
import type { ProgramStep } from "./page.ts";

/** The folder of the guide. */
export const GUIDE = path.join(ROOT, "docs/guide");

/** The server and the folders of the reader as the pages show them. */
const SERVER = "http://127.0.0.1:5000";
const SCORING_PORT = /\b5001\b/g;
const HOME = "/home/ada";
const WORK = "iris";

const BIN = path.join(ROOT, "node_modules/.bin");

/** How a program of the reader ended, and all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly printed: string;
}

/** Somebody with a server who does what a page says, in a folder that has the package and what comes with the guide. */
export class Reader {
  readonly folder: string;
  readonly #home: string;
  readonly #url: string;
  readonly #scoringPort: number;

  /**
   * @param url of the server
   * @param scoringPort where models are served
   */
  constructor(url: string, scoringPort: number) {
    this.#url = url;
    this.#scoringPort = scoringPort;
    this.#home = realpathSync(tempDir());
    this.folder = path.join(this.#home, WORK);
    mkdirSync(this.folder);
    symlinkSync(path.join(ROOT, "node_modules"), path.join(this.folder, "node_modules"));
    this.write("package.json", '{ "private": true, "type": "module" }\n');
    for (const file of globSync("*.onnx", { cwd: GUIDE })) {
      copyFileSync(path.join(GUIDE, file), path.join(this.folder, file));
    }
  }

  /** Writes a file. */
  write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, this.#asRun(text));
  }

  /** Writes a program and runs it. */
  async run({ language, name, text }: ProgramStep): Promise<Ended> {
    this.write(name, text);
    if (language !== "html") {
      return this.#spawn(language === "ts" ? process.execPath : path.join(VENV_BIN, "python"), [name]);
    }
    const client = path.join(this.folder, "client.min.js");
    if (!existsSync(client)) await writeClient(client);
    return { code: 0, printed: await openPage(this.folder, name) };
  }

  /** Runs a script of the shell, which ends at its first error. */
  shell(script: string): Promise<Ended> {
    return this.#spawn("sh", ["-ec", this.#asRun(script)]);
  }

  async #spawn(command: string, args: readonly string[]): Promise<Ended> {
    const env = cleanEnvironment({
      HOME: this.#home,
      MILLRACE_SPOOL: path.join(this.#home, ".local/state/millrace/spool"),
      MLFLOW_TRACKING_URI: this.#url,
      MLFLOW_DISABLE_TELEMETRY: "true",
      MLFLOW_ENABLE_ARTIFACTS_PROGRESS_BAR: "false",
      PATH: [BIN, VENV_BIN, process.env["PATH"]].join(path.delimiter),
    });
    const child = spawn(command, args, { cwd: this.folder, env, stdio: ["ignore", "pipe", "pipe"] });
    const printed: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8").on("data", (text: string) => printed.push(text));
    }
    await once(child, "close");
    return { code: child.exitCode, printed: this.#asShown(printed.join("")) };
  }

  #asRun(text: string): string {
    return text.replaceAll(SERVER, this.#url).replaceAll(SCORING_PORT, `${this.#scoringPort}`);
  }

  #asShown(printed: string): string {
    return printed.replaceAll(this.#url, SERVER).replaceAll(this.#home, HOME);
  }
}
