import type { ServedCases, ServingCase } from "../support/case.ts";
import { envelopeCases } from "./envelopes.ts";

const SAID = { role: "user", content: "hello" };

const CHATS: readonly ServingCase[] = [
  { messages: [SAID] },
  { messages: [{ role: "system", content: "be kind" }, SAID, { role: "assistant", content: "é\u{1f600}" }, SAID] },
  { messages: [SAID], temperature: 0.1, max_tokens: 10, stop: ["x"], n: 1, stream: false },
  { messages: [SAID], temperature: "hot" },
  { messages: [SAID], temperature: 1 },
  { messages: [SAID], max_tokens: 1.5 },
  { messages: [SAID], max_tokens: null },
  { messages: [SAID], stop: "x" },
  { messages: [SAID], stream: true },
  { messages: [SAID], unknown: 1 },
  { messages: [SAID], custom_inputs: { a: 1, b: [true] } },
  { messages: [SAID], custom_inputs: 1 },
  { messages: [SAID], tools: [{ type: "function", function: { name: "f", parameters: { type: "object" } } }] },
  { messages: [SAID], tools: [1] },
  { messages: [SAID], params: { temperature: 0.1 } },
  { messages: [{ ...SAID, name: "me" }] },
  { messages: [{ ...SAID, more: 1 }] },
  { messages: [{ role: "user" }] },
  { messages: [{ role: "user", content: null }] },
  { messages: [{ role: "user", content: 5 }] },
  { messages: [{ role: "user", content: [{ type: "text", text: "hello" }] }] },
  { messages: [{ content: "hello" }] },
  { messages: [{ role: 1, content: "hello" }] },
  { messages: [] },
  { messages: {} },
  { messages: null },
  { messages: "hello" },
  { messages: ["hello"] },
  { messages: [null] },
  { prompt: "hello" },
  { input: "hello" },
  { inputs: { messages: [SAID] } },
  { inputs: [{ messages: [SAID] }] },
  { instances: [{ messages: [SAID] }] },
  { dataframe_records: [{ messages: [SAID] }] },
  { dataframe_split: { columns: ["messages"], data: [[[SAID]]] } },
].map((body) => ({ title: JSON.stringify(body), body }));

const TICKETS: readonly ServingCase[] = [
  { inputs: [{ id: 1 }] },
  {
    inputs: [
      { id: 1, text: "a", labels: ["x"] },
      { id: 2, labels: null },
    ],
  },
  { inputs: [{ id: "1" }] },
  { inputs: [{ id: "x" }] },
  { inputs: [{ id: 1.5 }] },
  { inputs: [{ id: null }] },
  { inputs: [{ id: 1, text: 5 }] },
  { inputs: [{ id: 1, labels: "x" }] },
  { inputs: [{ id: 1, more: 1 }] },
  { inputs: [{}] },
  { inputs: [] },
  { inputs: {} },
  { inputs: { id: 1 } },
  { inputs: null },
  { inputs: "x" },
  { inputs: [1] },
  { inputs: [[{ id: 1 }]] },
  { inputs: [{ id: 1 }], params: { a: 1 } },
  { inputs: [{ id: 1 }], params: [1] },
  { instances: [{ id: 1 }] },
  { dataframe_records: [{ id: 1 }] },
  { dataframe_split: { columns: ["id"], data: [[1]] } },
  { prompt: "hello" },
].map((body) => ({ title: JSON.stringify(body), body }));

/** Models that talk, and one whose signature is its type hints. */
export const CHAT: readonly ServedCases[] = [
  { model: "chat", cases: [...CHATS, ...envelopeCases({ messages: [SAID] })] },
  {
    model: "hints",
    cases: [
      ...TICKETS,
      { title: "CSV", type: "text/csv", body: "id,text\n1,a\n" },
      ...envelopeCases({ inputs: [{ id: 1 }] }),
    ],
  },
];
