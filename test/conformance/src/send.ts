import type { IncomingHttpHeaders } from "node:http";
import type { Step } from "./case.ts";
import { exchange } from "./exchange.ts";
import { parseJson, type Json } from "./json.ts";

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  /** What the body is: `json` for a parsed one, else its kind, with only plain text kept. */
  readonly kind: "json" | "html" | "text";
  readonly body: Json;
  /** The headers that the step compares, those that the answer has. */
  readonly headers: Readonly<Record<string, string>>;
}

const MOST_AGAIN = 5;

/** Sends one request, all variables already in place. Throws when no answer comes within a minute. */
export async function send(baseUrl: string, step: Step): Promise<Answer> {
  let answer = await sendOnce(baseUrl, step);
  for (let again = 0; again < MOST_AGAIN && isRace(step, answer); again++) answer = await sendOnce(baseUrl, step);
  return answer;
}

/**
 * MLflow tries to import its sign-in module, which is not installed, anew for every search of runs; when two searches do
 * so at the same time, one may answer an HTML 500. Millrace never answers HTML.
 */
function isRace(step: Step, answer: Answer): boolean {
  return answer.status === 500 && answer.kind === "html" && step.path.endsWith("/runs/search");
}

async function sendOnce(baseUrl: string, step: Step): Promise<Answer> {
  const { status, headers, text } = await exchange(new URL(baseUrl), step);
  return { status, ...readBody(headers["content-type"] ?? "", text), headers: comparedHeaders(step, headers) };
}

function comparedHeaders(step: Step, headers: IncomingHttpHeaders): Record<string, string> {
  const found = (step.compareHeaders ?? []).flatMap((name): [string, string][] => {
    const value = headers[name];
    return value === undefined ? [] : [[name, String(value)]];
  });
  return Object.fromEntries(found);
}

function readBody(contentType: string, text: string): Pick<Answer, "kind" | "body"> {
  if (text !== "" && /[/+]json\b/.test(contentType)) return { kind: "json", body: parseJson(text) };
  const isHtml = /^\s*<(!doctype|html)/i.test(text);
  return isHtml ? { kind: "html", body: null } : { kind: "text", body: text };
}
