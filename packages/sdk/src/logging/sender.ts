import { MillraceError } from "@millrace/contract";
import { Backlog } from "./backlog.ts";
import { Delivery } from "./delivery.ts";
import { asPassing } from "./failures.ts";
import { reachRun, type RunReference } from "./reach-run.ts";
import type { LogOptions } from "./run-log.ts";
import { spoolPlace } from "./spool-places.ts";
import { untilAborted } from "./until-aborted.ts";
import { Waiters } from "./waiters.ts";

/** How long entries wait for company, in milliseconds. */
const LINGER_MS = 100;

const RETRIES = 2;
const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/** Sends the backlog of a log, item after item, and puts it on disk while the server takes nothing. */
export class Sender {
  readonly backlog: Backlog;
  readonly #options: LogOptions;
  readonly #writer: string;
  #delivery: Delivery | undefined;
  readonly #waiters = new Waiters();
  #refusal: MillraceError | undefined;
  /** What was told of the server's absence, at the first of the tries below. */
  #absence: MillraceError | undefined;
  /** Tries in a row that found no server. */
  #failures = 0;
  #pumping: Promise<void> | undefined;
  #linger: NodeJS.Timeout | undefined;
  #retry: NodeJS.Timeout | undefined;
  readonly #stop = new AbortController();

  /** @param delivery to the run, when the server was reached */
  constructor(reference: RunReference, writer: string, options: LogOptions, delivery: Delivery | undefined) {
    this.backlog = new Backlog({ spool: options.spool, uri: options.client.uri, writer }, reference);
    this.#writer = writer;
    this.#options = options;
    this.#delivery = delivery;
  }

  /** Looks after the queue soon. */
  wake(): void {
    this.#linger ??= setTimeout(() => {
      this.#linger = undefined;
      this.#tick();
    }, LINGER_MS);
  }

  /** Resolves when all that the queue has had is delivered. */
  flush(): Promise<void> {
    const { queue } = this.backlog;
    queue.seal();
    const flushed = this.#waiters.wait(queue.sealed);
    if (this.#delivery !== undefined) this.#settle();
    this.#pump();
    return flushed;
  }

  /** Takes the server for absent: all goes to the disk until it answers. */
  postpone(error: MillraceError): void {
    this.backlog.tried();
    this.#report(() => this.backlog.spill());
    const message = `${error.message} What run ${this.backlog.runId} logs is kept in ${this.backlog.folder} meanwhile.`;
    const known = this.#failures === 0 ? undefined : this.#absence;
    const kept = known ?? new MillraceError(error.code, message, { cause: error });
    this.#absence = kept;
    this.#waiters.fail(kept);
    if (this.#stop.signal.aborted) return;
    if (this.#failures === 0) this.#options.onError(kept);
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** this.#failures, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
    this.#failures += 1;
    this.#retry = setTimeout(() => this.#pump(), pause).unref();
  }

  /** Sends no more. */
  async stop(): Promise<void> {
    clearTimeout(this.#linger);
    this.#stop.abort(new MillraceError("TEMPORARILY_UNAVAILABLE", "The log was closed."));
    clearTimeout(this.#retry);
    await this.#pumping;
  }

  #tick(): void {
    this.backlog.queue.seal();
    if (this.#retry === undefined) return this.#pump();
    this.#report(() => this.backlog.spill());
  }

  #pump(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#pumping ??= this.#send()
      .catch((error: unknown) => this.postpone(asPassing(error)))
      .finally(() => {
        this.#pumping = undefined;
        if (this.#stop.signal.aborted) return;
        if (!this.#waiters.isEmpty) this.#pump();
        else if (!this.backlog.queue.isEmpty) this.wake();
      });
  }

  async #send(): Promise<void> {
    const { signal } = this.#stop;
    const options = { signal, retries: this.#failures === 0 ? RETRIES : 0 };
    const delivery = (this.#delivery ??= await this.#reach(options));
    this.#settle();
    for (let item = this.backlog.next(); item !== undefined; item = this.backlog.next()) {
      const { error } = await untilAborted(delivery.deliver(item, options), signal);
      this.#failures = 0;
      this.#report(() => this.backlog.done());
      if (error !== undefined) this.#refused(error);
      this.#settle();
    }
  }

  async #reach(options: { readonly signal: AbortSignal; readonly retries: number }): Promise<Delivery> {
    const { client, spool } = this.#options;
    const reaching = reachRun(client, this.backlog.reference, this.#writer, options);
    const destination = await untilAborted(reaching, options.signal);
    this.backlog.reached(destination.runId);
    const { folder } = spoolPlace(spool, destination.runId, this.#writer);
    return new Delivery(destination, this.#options, folder);
  }

  #refused(error: MillraceError): void {
    this.#refusal ??= error;
    this.#options.onError(error);
  }

  #settle(): void {
    if (this.#waiters.delivered(this.backlog.delivered, this.#refusal)) this.#refusal = undefined;
  }

  /** Does what the disk may not allow; the entries stay in memory then. */
  #report(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.onError(asPassing(error));
    }
  }
}
