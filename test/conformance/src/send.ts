import type { IncomingHttpHeaders } from "node:http";
import type { Step } from "./case.ts";
import { exchange } from "./exchange.ts";
import { parseJson, type Json } from "./json.ts";

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  /** What the body is: `json` for a parsed one, `html` for a page, which isn't kept, `bytes` in base64 for one that is no text. */
  readonly kind: "json" | "html" | "text" | "bytes";
  readonly body: Json;
  /** The headers that the step compares, those that the answer has. */
  readonly headers: Readonly<Record<string, string>>;
  /** The values of the headers that the step keeps, by the names that it gives them. */
  readonly kept: Readonly<Record<string, string>>;
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
  const { status, headers, body } = await exchange(new URL(baseUrl), step);
  const compared = (step.compareHeaders ?? []).map((name): [string, string] => [name, name]);
  return {
    status,
    ...readBody(headers, body),
    headers: pick(headers, compared),
    kept: pick(headers, Object.entries(step.saveHeaders ?? {})),
  };
}

/** The headers that the answer has, each under a name. */
function pick(headers: IncomingHttpHeaders, names: readonly [string, string][]): Record<string, string> {
  const found = names.flatMap(([name, header]): [string, string][] => {
    const value = headers[header];
    if (value === undefined) return [];
    return [[name, header === "content-disposition" ? plainDisposition(String(value)) : String(value)]];
  });
  return Object.fromEntries(found);
}

/** The kind and the file's name, which can be spelled in several ways. */
function plainDisposition(value: string): string {
  const [kind = ""] = value.split(";", 1);
  const extended = /filename\*=UTF-8''([^;]+)/i.exec(value)?.[1];
  const quoted = /filename="((?:[^"\\]|\\.)*)"/.exec(value)?.[1];
  const bare = /filename=([^";]+)/.exec(value)?.[1];
  const name =
    extended === undefined ? (quoted?.replaceAll(/\\(.)/g, "$1") ?? bare ?? "") : decodeURIComponent(extended);
  return `${kind}; ${name}`;
}

function readBody(headers: IncomingHttpHeaders, body: Buffer): Pick<Answer, "kind" | "body"> {
  const text = textOf(body);
  if (text === undefined) return { kind: "bytes", body: body.toString("base64") };
  const isFile = headers["content-disposition"]?.startsWith("attachment") === true;
  if (!isFile && text !== "" && /[/+]json\b/.test(headers["content-type"] ?? "")) {
    return { kind: "json", body: parseJson(text) };
  }
  const isPage = !isFile && /^\s*<(!doctype|html)/i.test(text);
  return isPage ? { kind: "html", body: null } : { kind: "text", body: text };
}

function textOf(body: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(body);
  } catch {
    return undefined;
  }
}
