import type { ModelDocument } from "millrace/models";
import type { ScoreAnswer, Scorer, ScoreRequest } from "../scorer.ts";
import { isObject, parseBody, readContentType, schemaOf, textOf } from "../signature/index.ts";
import { fieldSpans } from "./json-spans.ts";

const DATA = '"data"';
/** How nearly all bodies begin that have `data` inside of something else. */
const OTHER_FORM = /^\s*\{\s*"(?:dataframe_split|dataframe_records|instances|inputs)"/;
const TAKEN = ["dataframe_split", "dataframe_records", "instances", "inputs", "messages", "prompt", "input"];
const START = '{"predictions": ';

/**
 * Scores a request. Besides MLflow's bodies it knows two more, `{"data": {"values": [[…], …]}}` and
 * `{"data": [[…], …]}`, whose predictions come in a list of their own: `{"predictions":[[…]]}`.
 */
export async function scoreAnyForm(scorer: Scorer, request: ScoreRequest): Promise<ScoreAnswer> {
  const body = rewritten(request, scorer.model);
  if (body === undefined) return scorer.score(request);
  const { signal } = request;
  const answer = await scorer.score({ contentType: "application/json", body: Buffer.from(body), signal });
  return answer.status === 200 ? wrapped(answer) : answer;
}

/** The body in a form of MLflow; undefined when it is of no other form. */
function rewritten({ body, contentType }: ScoreRequest, model: ModelDocument): string | undefined {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (!bytes.includes(DATA) || OTHER_FORM.test(bytes.toString("latin1", 0, 100))) return undefined;
  if (readContentType(contentType).format !== "json") return undefined;
  const text = readText(body);
  const spans = text === undefined ? undefined : fieldSpans(text);
  const data = spans?.get("data");
  if (text === undefined || spans === undefined || data === undefined) return undefined;
  if (TAKEN.some((name) => spans.has(name))) return undefined;
  // Numbers stay as they were written, which matters to Python.
  const values = valuesOf(text.slice(...data));
  const params = spans.get("params");
  return mlflowBody(values, params && text.slice(...params), model);
}

function readText(body: Uint8Array): string | undefined {
  try {
    const text = textOf(body);
    return isObject(parseBody(text, true)) ? text : undefined;
  } catch {
    // What is no JSON is for the model to refuse.
    return undefined;
  }
}

function valuesOf(data: string): string {
  const span = fieldSpans(data)?.get("values");
  return span === undefined ? data : data.slice(...span);
}

/** A table for a model that takes columns, which get the names of its signature; else a tensor. */
function mlflowBody(values: string, params: string | undefined, { signature }: ModelDocument): string {
  const schema = schemaOf(signature);
  const more = params === undefined ? "" : `, "params": ${params}`;
  if (schema?.kind !== "columns") return `{"inputs": ${values}${more}}`;
  const columns = schema.isNamed ? `"columns": ${JSON.stringify(schema.columns.map(({ name }) => name))}, ` : "";
  return `{"dataframe_split": {${columns}"data": ${values}}${more}}`;
}

function wrapped(answer: ScoreAnswer): ScoreAnswer {
  const { body } = answer;
  const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
  if (!text.startsWith(START)) return answer;
  return { ...answer, body: `{"predictions":[${text.slice(START.length, -1)}]}` };
}
