import { MillraceError, type Run } from "@millrace/contract";
import { Checks, checkGivenParam, checkGivenTag } from "./checks.ts";
import type { Delivery } from "./delivery.ts";
import { keepAtExit, type Leaver } from "./at-exit.ts";
import { isFull, makeRoom, memory, type MemoryLimits } from "./memory.ts";
import type { Queue } from "./queue.ts";
import type { RunReference } from "./reach-run.ts";
import type { ArtifactContent, EndStatus, LogOptions, RunLog } from "./run-log.ts";
import { Sender } from "./sender.ts";

const MAX_POINTS = 100_000;
const MAX_BYTES = 64 * 1024 * 1024;
const CLOSE_TIMEOUT_MS = 10_000;

/** A log whose sender works in the background. */
export class BackgroundLog implements RunLog, Leaver {
  readonly run: Run | undefined;
  readonly #checks = new Checks();
  readonly #limits: MemoryLimits;
  readonly #sender: Sender;
  readonly #queue: Queue;
  readonly #closeTimeoutMs: number;
  readonly #forget: () => void;
  /** What `onError` has heard of. */
  readonly #told = new WeakSet<object>();
  #closed: Promise<void> | undefined;

  /** @param delivery to the run, when the server was reached */
  constructor(reference: RunReference, writer: string, options: LogOptions, delivery: Delivery | undefined) {
    const { maxPoints = MAX_POINTS, maxBytes = MAX_BYTES, closeTimeoutMs = CLOSE_TIMEOUT_MS } = options;
    this.run = delivery?.destination.run;
    this.#limits = { maxPoints, maxBytes };
    this.#closeTimeoutMs = closeTimeoutMs;
    const onError = (error: MillraceError): void => {
      this.#told.add(error);
      options.onError(error);
    };
    this.#sender = new Sender(reference, writer, { ...options, onError }, delivery);
    this.#queue = this.#sender.backlog.queue;
    memory.holders.add(this.#sender.backlog);
    this.#forget = keepAtExit(this);
  }

  /** Begins without a server. */
  postpone(error: MillraceError): void {
    this.#sender.postpone(error);
  }

  get runId(): string {
    return this.#sender.backlog.runId;
  }

  logMetric(key: string, value: number, step: number, timestamp: number): void {
    this.#checks.point(key, value, step, timestamp);
    this.#prepare();
    this.#queue.addPoint(key, value, step, timestamp);
  }

  logParam(key: string, value: string): void {
    checkGivenParam(key, value);
    this.#prepare();
    this.#queue.addParam(key, value);
  }

  setTag(key: string, value: string): void {
    checkGivenTag(key, value);
    this.#prepare();
    this.#queue.addTag(key, value);
  }

  putArtifact(path: string, content: ArtifactContent): void {
    this.#prepare();
    this.#queue.addArtifact({ kind: "artifact", path, content });
  }

  end(status: EndStatus, endTime: number): void {
    this.#prepare();
    this.#queue.addEnd({ status, endTime });
  }

  flush(): Promise<void> {
    return this.#closed ?? this.#sender.flush();
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  leave(): void {
    this.#sender.backlog.leave();
  }

  #prepare(): void {
    if (this.#closed !== undefined) {
      throw new MillraceError("INTERNAL_ERROR", `The log of run ${this.runId} is closed; resume the run to log more.`);
    }
    if (isFull(this.#limits)) makeRoom(this.#limits);
    this.#sender.wake();
  }

  async #close(): Promise<void> {
    const problems: unknown[] = [];
    const { promise: late, reject } = Promise.withResolvers<never>();
    const limit = setTimeout(
      () => reject(new MillraceError("TEMPORARILY_UNAVAILABLE", this.#lateness())),
      this.#closeTimeoutMs,
    );
    try {
      await Promise.race([this.#sender.flush(), late]);
    } catch (error) {
      problems.push(error);
    }
    clearTimeout(limit);
    await this.#sender.stop();
    let isLeft = false;
    try {
      isLeft = this.#sender.backlog.leave();
    } catch (error) {
      problems.push(error);
    }
    memory.holders.delete(this.#sender.backlog);
    this.#forget();
    const news = problems.filter((problem) => !(problem instanceof Error && this.#told.has(problem))).map(messageOf);
    if (isLeft) news.push(this.#advice());
    if (news.length > 0) process.stderr.write(`millrace: ${news.join(" ")}\n`);
  }

  #advice(): string {
    const { folder } = this.#sender.backlog;
    return `What run ${this.runId} logged and could not send is kept in ${folder}; \`millrace sync\` sends it.`;
  }

  #lateness(): string {
    return `The server did not take all that run ${this.runId} logged within ${this.#closeTimeoutMs} ms.`;
  }
}

function messageOf(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
