/** What a server answered: `body` is the parsed JSON, or the text itself when it is not JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}

/**
 * Sends one HTTP request and waits for the whole answer.
 * @param url of the server, such as `http://127.0.0.1:5000`
 * @param path with its query, such as `/api/2.0/mlflow/runs/get?run_id=1`
 * @param body a string is sent as it is, anything else as JSON
 */
export async function call(url: string, method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(url + path, {
    method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    body: body === undefined || typeof body === "string" ? (body ?? null) : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Follows keys and indexes into a JSON value; undefined when the way ends early. */
export function pick(value: unknown, ...way: readonly (string | number)[]): unknown {
  let here = value;
  for (const step of way) {
    if (typeof here !== "object" || here === null) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}

/**
 * Follows keys and indexes to a string.
 * @throws {Error} with the whole value, when something else is there
 */
export function pickString(value: unknown, ...way: readonly (string | number)[]): string {
  const found = pick(value, ...way);
  if (typeof found === "string") return found;
  throw new Error(`Expected a string at ${way.join(".")} of ${JSON.stringify(value)}`);
}
