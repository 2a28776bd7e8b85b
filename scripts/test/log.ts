import type { Job, Outcome } from "./job.ts";

const HEARTBEAT_MS = 20_000;

/** Runs jobs and tells on standard output what each one does while it runs. */
export class Log {
  readonly #begin = Date.now();
  readonly #running = new Map<string, string>();
  readonly #heartbeat = setInterval(() => this.#tellRunning(), HEARTBEAT_MS);

  /** Runs a job; one that throws counts as one failure. */
  async run(job: Job): Promise<Outcome> {
    this.say(`${job.name}: started (${job.purpose})`);
    this.#running.set(job.name, "started");
    const outcome = await this.#outcomeOf(job);
    this.#running.delete(job.name);
    const { passed, problems, skips } = outcome;
    this.say(`${job.name}: ${passed} passed, ${problems.length} failed, ${skips.length} skipped`);
    for (const problem of problems) console.log(`\nFAILED ${problem}\n`);
    return outcome;
  }

  /** Prints a line with the seconds since the beginning. */
  say(text: string): void {
    const seconds = Math.round((Date.now() - this.#begin) / 1000);
    console.log(`[${String(seconds).padStart(4)} s] ${text}`);
  }

  /** Ends the heartbeat, which would keep the process alive. */
  close(): void {
    clearInterval(this.#heartbeat);
  }

  async #outcomeOf(job: Job): Promise<Outcome> {
    try {
      return await job.run((where) => this.#running.set(job.name, where));
    } catch (thrown) {
      return { passed: 0, problems: [`${job.name}: ${String(thrown)}`], skips: [] };
    }
  }

  #tellRunning(): void {
    for (const [name, where] of this.#running) this.say(`${name}: ${where}`);
  }
}
