import { MillraceError } from "@millrace/contract";
import type { Scorer, ScoreRequest } from "../scorer.ts";
import type { Admission } from "./admission.ts";
import { type Answer, type ErrorStyle, PLAIN } from "./answers.ts";
import type { BodyReader } from "./body.ts";
import type { Exchange } from "./exchange.ts";

/** What a request to the model goes through. */
export interface ScoringParts {
  /** Undefined while the model is still being loaded. */
  readonly scorer: () => Scorer | undefined;
  readonly admission: Admission;
  readonly bodies: BodyReader;
  readonly timeoutMs: number;
}

/** Gives the model what came in, and says what it answered. */
export type Run = (scorer: Scorer, request: ScoreRequest) => Promise<Answer>;

/** A request as scorers see it; that it can end early costs nothing until somebody asks. */
class Incoming implements ScoreRequest {
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  readonly #exchange: Exchange;

  constructor(exchange: Exchange, body: Uint8Array) {
    this.contentType = exchange.request.headers["content-type"];
    this.body = body;
    this.#exchange = exchange;
  }

  get signal(): AbortSignal {
    return this.#exchange.signal;
  }
}

/** Takes a request to the model through limits and time-out; every way ends in one answer. */
export async function score(exchange: Exchange, parts: ScoringParts, run: Run, style: ErrorStyle): Promise<void> {
  const { admission, timeoutMs } = parts;
  const scorer = parts.scorer();
  if (scorer === undefined) return exchange.fail(unavailable("The model is still being loaded."), style);
  if (admission.isFull) return exchange.fail(unavailable("The model has more requests than it can take."), style);
  const timer = setTimeout(() => exchange.answer(PLAIN.timedOut), timeoutMs);
  try {
    const body = await parts.bodies.read(exchange.request);
    try {
      await inTurn(exchange, admission, async () =>
        exchange.answer(await run(scorer, new Incoming(exchange, body.bytes))),
      );
    } finally {
      body.release();
    }
  } catch (error) {
    exchange.fail(error, style);
  } finally {
    clearTimeout(timer);
  }
}

async function inTurn(exchange: Exchange, admission: Admission, work: () => Promise<void>): Promise<void> {
  if (!admission.tryEnter() && !(await waitForTurn(exchange, admission))) return;
  try {
    if (!exchange.isDone) await work();
  } finally {
    admission.leave();
  }
}

function waitForTurn(exchange: Exchange, admission: Admission): Promise<boolean> {
  // Others may have come while the body was read.
  if (admission.isFull) throw unavailable("The model has more requests than it can take.");
  return admission.enter(exchange.signal);
}

function unavailable(what: string): MillraceError {
  return new MillraceError("TEMPORARILY_UNAVAILABLE", `${what} Send the request again.`);
}
