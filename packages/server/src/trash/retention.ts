import type { JobRunner } from "../jobs/runner.ts";
import type { TrashStore } from "@millrace/store";
import { purgeJob } from "./job.ts";

/** How often the trash is looked at. */
const EVERY_MS = 3_600_000;

const KINDS = ["EXPERIMENT", "RUN", "LOGGED_MODEL"] as const;

/** Purges what lies in the trash for longer than it is kept, by a job; one server's job is enough for all. */
export class Retention {
  readonly #trash: TrashStore;
  readonly #jobs: JobRunner;
  readonly #keptMs: number;
  readonly #onError: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;

  /** @param keptMs how long what was deleted is kept, in milliseconds */
  constructor(trash: TrashStore, jobs: JobRunner, keptMs: number, onError: (error: unknown) => void) {
    this.#trash = trash;
    this.#jobs = jobs;
    this.#keptMs = keptMs;
    this.#onError = onError;
  }

  start(): void {
    const look = (): void => {
      this.#looking = this.#look().catch(this.#onError);
    };
    this.#timer = setInterval(look, EVERY_MS).unref();
    look();
  }

  /** Waits for a look that is under way. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #look(): Promise<void> {
    const before = Math.max(0, Math.floor(Date.now() - this.#keptMs));
    for (const kind of KINDS) {
      if ((await this.#trash.next(kind, before, undefined, 1)).length === 0) continue;
      const input = {
        experiment_ids: [],
        run_ids: [],
        logged_model_ids: [],
        kinds: [],
        deleted_before: before,
        dry_run: false,
        keep_artifacts: false,
      };
      const by = { user: "", reason: "The trash is kept for as long as --trash-retention says." };
      await this.#jobs.queue(purgeJob(input, by, "trash.retention"));
      return;
    }
  }
}
