import type { Difference, ServingCase } from "../support/case.ts";

const CONTENT_TYPES: readonly string[] = [
  "application/json; charset=utf-8",
  "application/json;charset=UTF-8",
  "application/json ; charset=utf-8 ",
  'application/json; charset="utf-8"',
  "application/json; charset=utf8",
  "application/json; charset=latin-1",
  "application/json; charset=",
  "application/json; charset",
  "application/json;",
  "application/json; Charset=utf-8",
  "application/json; format=pandas-split",
  "application/json; charset=utf-8; format=pandas-records",
  "application/json; charset=utf-8; charset=utf-8",
  "Application/JSON",
  "application/vnd.api+json",
  "application/json, application/json",
  "text/json",
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=x",
  "application/octet-stream",
  "*/*",
  "nonsense",
  "",
];

/** What is around the data of a request: its type, its syntax, and what stands beside the data. `good` is answered. */
export function envelopeCases(good: object): ServingCase[] {
  return [...typeCases(good), ...syntaxCases(JSON.stringify(good)), ...fieldCases(good)];
}

function typeCases(good: object): ServingCase[] {
  const differs = { row: "S-01", status: 415 };
  return [
    ...CONTENT_TYPES.map((type) => ({ title: `content type "${type}"`, type, body: good })),
    { title: "no content type", type: null, body: good, differs },
    { title: "no content type and no body", type: null, differs },
    { title: "a content type and no body" },
    { title: "an Accept header for another type", headers: { accept: "text/html" }, body: good },
    { title: "a query", path: "/invocations?a=1&b", body: good },
  ];
}

function syntaxCases(good: string): ServingCase[] {
  const bodies: Record<string, string | Uint8Array> = {
    "blanks around": `\n\t ${good} \r\n`,
    "a byte order mark": `\ufeff${good}`,
    "UTF-16": Buffer.from(good, "utf16le"),
    "UTF-16 with its mark": Buffer.from(`\ufeff${good}`, "utf16le"),
    "UTF-32": Buffer.from(Uint32Array.from(Buffer.from(good)).buffer),
    "bytes that are no UTF-8": Buffer.concat([
      Buffer.from('{"inputs": "'),
      Buffer.from([0xff, 0xfe, 0x41]),
      Buffer.from('"}'),
    ]),
    "half a surrogate pair": '{"inputs": ["\\ud800"]}',
    "nothing but blanks": "  ",
    "half of it": good.slice(0, good.length / 2),
    "a comma at the end": good.replace(/\}$/, ",}"),
    "something after the end": `${good}x`,
    "two of them": good + good,
    "single quotes": good.replaceAll('"', "'"),
    "a comment": `/* c */${good}`,
    "a control character in a text": '{"inputs": "a\nb"}',
    "a key twice": good.replace(/^\{/, '{"inputs": null, "inputs": [],'),
    "a number with a leading zero": '{"inputs": [01]}',
    "a number with a plus": '{"inputs": [+1]}',
    "a number with a dot at its end": '{"inputs": [1.]}',
    "a wrong escape": '{"inputs": "\\x"}',
    "a bare word": '{"inputs": undefined}',
    null: "null",
    true: "true",
    "a number": "1.5",
    NaN: "NaN",
    "a text": '"dataframe_split"',
    "a list": "[1, 2]",
    "a list of objects": '[{"a": 1}]',
    "an empty list": "[]",
    "an empty object": "{}",
    XML: "<a/>",
    "900 lists in each other": `{"inputs": ${"[".repeat(900)}1${"]".repeat(900)}}`,
  };
  const differs: Difference = { row: "S-07", status: 400, only: "node" };
  return Object.entries(bodies).map(([what, body]) => ({
    title: `the body has ${what}`,
    body,
    ...(what.startsWith("UTF-") && { differs }),
  }));
}

function fieldCases(good: object): ServingCase[] {
  const bodies: Record<string, unknown> = {
    "another field": { ...good, more: 1 },
    "another format": { ...good, instances: [], inputs: [], dataframe_records: [] },
    "a format that is null": { ...good, instances: null, inputs: null },
    signature_name: { ...good, signature_name: "serving_default" },
    "no format": { columns: ["a"], data2: [[1]] },
    "the format of MLflow 1": { columns: ["a"], index: [0] },
    "a format in capitals": { INPUTS: [1] },
    "no params": { ...good, params: {} },
    "params null": { ...good, params: null },
    "unknown params": { ...good, params: { unknown: 1 } },
    "params that are a list": { ...good, params: [1] },
    "params that are a text": { ...good, params: "x" },
    "params that are a number": { ...good, params: 0 },
    "only params": { params: {} },
    messages: { ...good, messages: [{ role: "user", content: "hello" }] },
    prompt: { ...good, prompt: "hello" },
    input: { ...good, input: "hello" },
    "only messages": { messages: [{ role: "user", content: "hello" }] },
    "only a prompt": { prompt: "hello", max_tokens: 5 },
    "only an input": { input: ["hello"] },
  };
  return Object.entries(bodies).map(([what, body]) => ({ title: `the body has ${what}`, body }));
}
