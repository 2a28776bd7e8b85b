import { readerOf } from "./decode/reader.ts";
import { type StrictTest, strictTest } from "./decode/strict.ts";
import type { AnyEndpoint, RequestOf } from "./endpoint.ts";
import { invalidParameter } from "./errors.ts";
import { parseJson } from "./json.ts";
import type { Message, Static } from "./schema.ts";

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
  const keys = [...new Set(query.keys())];
  return read(
    schema,
    Object.fromEntries(keys.map((key) => [key, isList(schema, key) ? query.getAll(key) : query.get(key)])),
  );
}

/**
 * Decodes the request of an endpoint: from the query string of a GET, from the JSON body of anything else.
 * @throws MillraceError INVALID_PARAMETER_VALUE that names the field.
 */
export function decodeRequest<E extends AnyEndpoint>(endpoint: E, input: string): RequestOf<E> {
  const { method, request } = endpoint;
  const decoded = method === "GET" ? decodeQuery(request, new URLSearchParams(input)) : decodeBody(request, input);
  // The schema is the endpoint's own, so what was decoded has the type of its requests.
  return decoded as RequestOf<E>;
}

function isList(schema: Message, key: string): boolean {
  const name = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Object.hasOwn(schema.fields, name) && schema.fields[name]?.kind === "list";
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
