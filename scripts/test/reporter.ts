// A reporter for `node --test` that writes one JSON line per leaf test, for scripts/test/suite.ts to count.
import { inspect } from "node:util";
import type { TestEvent } from "node:test/reporters";

/** One line of the reporter: the end of a leaf test, a suite that failed or was skipped as a whole, or printed text. */
export type ReportLine =
  | { readonly kind: "passed"; readonly name: string; readonly file: string }
  | { readonly kind: "failed" | "skipped"; readonly name: string; readonly file: string; readonly why: string }
  | { readonly kind: "printed"; readonly file: string; readonly text: string };

type Ended = Extract<TestEvent, { type: "test:pass" | "test:fail" }>;
type Named = Extract<TestEvent, { type: "test:start" }>["data"];

/** The entry point that `node --test --test-reporter=` looks for. */
// oxlint-disable-next-line import/no-default-export -- node loads a reporter's default export
export default async function* reporter(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const tree = new Tree();
  for await (const event of events) {
    const line = lineOf(event, tree);
    if (line) yield `${JSON.stringify(line)}\n`;
  }
}

function lineOf(event: TestEvent, tree: Tree): ReportLine | undefined {
  if (event.type === "test:start") tree.begin(event.data);
  if (event.type === "test:stdout" || event.type === "test:stderr") {
    return { kind: "printed", file: event.data.file ?? "", text: event.data.message };
  }
  if (event.type !== "test:pass" && event.type !== "test:fail") return undefined;
  return judge(event, tree.path(event.data), tree.childrenOf(event.data));
}

/** The tests that have begun, by file and id, to know each one's ancestors and whether it is a leaf. */
class Tree {
  readonly #begun = new Map<string, { readonly path: string; children: number }>();

  begin(test: Named): void {
    const parent = this.#begun.get(`${test.file}:${test.parentId}`);
    if (parent) parent.children += 1;
    const path = parent ? `${parent.path} > ${test.name}` : test.name;
    this.#begun.set(`${test.file}:${test.testId}`, { path, children: 0 });
  }

  path(test: Ended["data"]): string {
    return this.#begun.get(`${test.file}:${test.testId}`)?.path ?? test.name;
  }

  childrenOf(test: Ended["data"]): number {
    return this.#begun.get(`${test.file}:${test.testId}`)?.children ?? 0;
  }
}

function judge({ type, data }: Ended, name: string, children: number): ReportLine | undefined {
  const file = data.file ?? "";
  const reason = data.skip ?? data.todo;
  if (reason !== undefined && children === 0) return { kind: "skipped", name, file, why: String(reason) };
  if (type === "test:fail") {
    const { error } = data.details;
    const onlyItsChildren = children > 0 && "failureType" in error && error.failureType === "subtestsFailed";
    return onlyItsChildren
      ? undefined
      : { kind: "failed", name, file, why: inspect(error.cause ?? error, { depth: 8 }) };
  }
  // A file that reported no test is reported as a test that is named after it.
  if (data.name === data.file) return { kind: "failed", name, file, why: "The file ran no test." };
  return data.details.type === "suite" || children > 0 ? undefined : { kind: "passed", name, file };
}
