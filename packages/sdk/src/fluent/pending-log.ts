import { MillraceError, type Run } from "@millrace/contract";
import { checkGivenParam, checkGivenTag, Checks } from "../logging/checks.ts";
import type { ArtifactContent, EndStatus, RunLog } from "../logging/index.ts";

/** A program that never waits for anything could fill all memory before the run is open. */
const MOST_WAITING = 100_000;

/**
 * A log that takes everything while the real one is being opened, and is a thin cover of it from then on. When opening
 * fails, what was logged is lost with the run: `flush` and `close` reject with the reason. A call throws
 * RESOURCE_EXHAUSTED, and takes nothing, when 100,000 entries wait already.
 */
export class PendingLog implements RunLog {
  readonly #localId: string;
  readonly #checks = new Checks();
  readonly #opened: Promise<RunLog>;
  #waiting: ((log: RunLog) => void)[] = [];
  #log: RunLog | undefined;

  /** @param localId the run's id until the log is open */
  constructor(localId: string, opening: Promise<RunLog>) {
    this.#localId = localId;
    this.#opened = opening.then((log) => {
      for (const write of this.#waiting) write(log);
      this.#waiting = [];
      this.#log = log;
      return log;
    });
    this.#opened.catch(() => {
      this.#waiting = [];
    });
  }

  /** Whether the log is open, so that nothing waits for it any more. */
  get isOpen(): boolean {
    return this.#log !== undefined;
  }

  get runId(): string {
    return this.#log?.runId ?? this.#localId;
  }

  get run(): Run | undefined {
    return this.#log?.run;
  }

  logMetric(key: string, value: number, step: number, timestamp: number): void {
    if (this.#log !== undefined) return this.#log.logMetric(key, value, step, timestamp);
    this.#checks.point(key, value, step, timestamp);
    this.#write((log) => log.logMetric(key, value, step, timestamp));
  }

  logParam(key: string, value: string): void {
    if (this.#log !== undefined) return this.#log.logParam(key, value);
    checkGivenParam(key, value);
    this.#write((log) => log.logParam(key, value));
  }

  setTag(key: string, value: string): void {
    if (this.#log !== undefined) return this.#log.setTag(key, value);
    checkGivenTag(key, value);
    this.#write((log) => log.setTag(key, value));
  }

  putArtifact(path: string, content: ArtifactContent): void {
    this.#write((log) => log.putArtifact(path, content));
  }

  end(status: EndStatus, endTime: number): void {
    this.#write((log) => log.end(status, endTime));
  }

  async flush(): Promise<void> {
    await (await this.#opened).flush();
  }

  async close(): Promise<void> {
    await (await this.#opened).close();
  }

  #write(write: (log: RunLog) => void): void {
    if (this.#log !== undefined) return write(this.#log);
    if (this.#waiting.length >= MOST_WAITING) {
      const message =
        `Run ${this.#localId} could not begin yet, and ${MOST_WAITING} entries wait for it: await startRun() before the ` +
        "loop, so that the program gives it time.";
      throw new MillraceError("RESOURCE_EXHAUSTED", message);
    }
    this.#waiting.push(write);
  }
}
