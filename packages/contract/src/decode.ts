import { readerOf } from "./decode/reader.ts";
import { type StrictTest, strictTest } from "./decode/strict.ts";
import { type AnyEndpoint, type Method, type RequestOf, sourceOf } from "./endpoint.ts";
import { invalidParameter } from "./errors.ts";
import { parseJson } from "./json.ts";
import type { Message, Static } from "./schema.ts";
import type { Upload } from "./upload.ts";

const ROOT = { name: "" };
const strictTests = new WeakMap<Message, StrictTest>();

/**
 * Decodes a JSON body into a request. A body in the strict form passes a quick test and is taken as it is; any other
 * is read field by field, which also accepts camelCase names, numbers as strings, named values by number and null.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the field.
 */
export function decodeBody<Request extends Message>(schema: Request, body: string): Static<Request> {
  const value = parseBody(body);
  if (isStrict(schema, value)) return value;
  return read(schema, value);
}

/**
 * Decodes a query string into a request: lists are repeated keys, everything else is the first value of its key.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the field.
 */
export function decodeQuery<Request extends Message>(schema: Request, query: URLSearchParams): Static<Request> {
  return read(schema, queryFields(schema, query));
}

function queryFields(schema: Message, query: URLSearchParams): object {
  const keys = [...new Set(query.keys())];
  return Object.fromEntries(keys.map((key) => [key, isList(schema, key) ? query.getAll(key) : query.get(key)]));
}

/** Fields of a request that stand neither in its query nor in its body: those of the path, and an upload. */
export type GivenFields = Readonly<Record<string, string | Upload>>;

/**
 * Decodes the request of an endpoint.
 * @param input the query string of a GET or of an endpoint that takes an upload, the JSON body of anything else
 * @param given fields that win over those of the same name in `input`
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the field.
 */
export function decodeRequest<E extends AnyEndpoint>(endpoint: E, input: string, given?: GivenFields): RequestOf<E> {
  const { method, request } = endpoint;
  const decoded = given === undefined ? decodePlain(method, request, input) : decodeGiven(endpoint, input, given);
  // The schema is the endpoint's own, so what was decoded has the type of its requests.
  return decoded as RequestOf<E>;
}

function decodePlain(method: Method, request: Message, input: string): unknown {
  return method === "GET" ? decodeQuery(request, new URLSearchParams(input)) : decodeBody(request, input);
}

function decodeGiven(endpoint: AnyEndpoint, input: string, given: GivenFields): unknown {
  const { request } = endpoint;
  const value = sourceOf(endpoint) === "body" ? parseBody(input) : queryFields(request, new URLSearchParams(input));
  // What is no object is refused as such.
  if (typeof value !== "object" || value === null || Array.isArray(value)) return read(request, value);
  const others = Object.entries(value).filter(([name]) => !Object.hasOwn(given, snakeCase(name)));
  return read(request, { ...Object.fromEntries(others), ...given });
}

function isList(schema: Message, key: string): boolean {
  const name = snakeCase(key);
  return Object.hasOwn(schema.fields, name) && schema.fields[name]?.kind === "list";
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function read<Request extends Message>(schema: Request, value: unknown): Static<Request> {
  // The reader was built from this schema, so what it gives back has the schema's type.
  return readerOf(schema)(value, ROOT) as Static<Request>;
}

function isStrict<Request extends Message>(schema: Request, value: unknown): value is Static<Request> {
  let test = strictTests.get(schema);
  if (test === undefined) {
    test = strictTest(schema);
    strictTests.set(schema, test);
  }
  return test(value);
}

/** An empty body is an empty request; a body that is a JSON string holding JSON is unwrapped, as old clients send it. */
function parseBody(body: string): unknown {
  if (body.trim() === "") return {};
  try {
    const value = parseJson(body);
    return typeof value === "string" ? parseJson(value) : value;
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : "it is nested too deeply";
    throw invalidParameter(`The request body is not valid JSON: ${reason}.`);
  }
}
