import { MillraceError } from "@millrace/contract";
import type { Client } from "millrace/client";

const LINE = 4000;
const PAGE = 1000;
const WAITING = 20_000;

/** A line as the server keeps it; times in milliseconds since 1970. */
interface Line {
  readonly time: number;
  readonly text: string;
}

/**
 * Keeps what a program prints as the output of its run on the server, and hears from there when somebody ends the run.
 * A server that can't keep it, such as MLflow's, is asked once; one that does not answer is asked again later.
 */
export class OutputLog {
  readonly #client: Client;
  readonly #runId: string;
  readonly #onKilled: () => void;
  readonly #waiting: Line[] = [];
  readonly #timer: NodeJS.Timeout;
  #open = "";
  /** The number of the next line; a run that goes on has lines already. */
  #offset: number | undefined;
  #isKept = true;
  #sending: Promise<void> | undefined;

  constructor(client: Client, runId: string, everyMs: number, onKilled: () => void) {
    this.#client = client;
    this.#runId = runId;
    this.#onKilled = onKilled;
    this.#timer = setInterval(() => void this.#send(), everyMs);
  }

  /** Takes text as it is printed; lines are those that newlines end. */
  write(text: string): void {
    if (!this.#isKept) return;
    const lines = (this.#open + text).split("\n");
    this.#open = lines.pop() ?? "";
    const time = Date.now();
    for (const line of lines) this.#add(line.replace(/\r$/, ""), time);
    while (this.#open.length > LINE) {
      this.#add(this.#open.slice(0, LINE), time);
      this.#open = this.#open.slice(LINE);
    }
  }

  /** Sends what is left. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    if (this.#open !== "") this.#add(this.#open, Date.now());
    await this.#sending;
    while (this.#isKept && this.#waiting.length > 0) {
      const before = this.#waiting.length;
      await this.#send();
      if (this.#waiting.length === before) return;
    }
  }

  #add(text: string, time: number): void {
    for (let at = 0; at === 0 || at < text.length; at += LINE)
      this.#waiting.push({ time, text: text.slice(at, at + LINE) });
    // A server that is gone must not fill the memory: of the lines that wait, those in the middle go.
    if (this.#waiting.length > WAITING) this.#waiting.splice(PAGE, this.#waiting.length - WAITING);
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendPage().finally(() => {
      this.#sending = undefined;
    });
    return this.#sending;
  }

  async #sendPage(): Promise<void> {
    if (!this.#isKept) return;
    const run_id = this.#runId;
    const lines = this.#waiting.slice(0, PAGE);
    try {
      const { runs } = this.#client;
      this.#offset ??= Number((await runs.appendOutput({ run_id, offset: 0 })).next_offset);
      const answer = await runs.appendOutput({ run_id, offset: this.#offset, lines });
      this.#waiting.splice(0, lines.length);
      this.#offset += lines.length;
      if (answer.status === "KILLED") this.#onKilled();
    } catch (error) {
      const isAbsence = error instanceof MillraceError && error.code === "TEMPORARILY_UNAVAILABLE";
      if (!isAbsence) this.#isKept = false;
    }
  }
}
