import type { RequestCase, Step, Story } from "./case.ts";
import type { Json } from "./json.ts";
import { inOrder, Normaliser, type Surroundings } from "./normaliser.ts";
import { send, type Answer } from "./send.ts";
import { substitute, valueAt, type Variables } from "./variables.ts";

/** A server under comparison. */
export interface Target extends Surroundings {
  readonly name: string;
}

interface Context {
  readonly variables: Variables;
  readonly normaliser: Normaliser;
}

/** Runs cases against one server, in any order and at the same time. */
export class CaseRunner {
  readonly #target: Target;
  readonly #stories = new Map<string, Promise<Context>>();

  constructor(target: Target) {
    this.#target = target;
  }

  /**
   * Sends the requests of a case in order and gives the normalised answers. `unique` is what `{{case}}` stands for;
   * `{{directory}}` is the directory that the server was started in, `{{server}}` its address.
   * Throws when a step does not answer what a later one needs.
   */
  async run(given: RequestCase, unique: string): Promise<Answer[]> {
    const start = given.given === undefined ? undefined : await this.#story(given.given);
    const context = {
      variables: new Map([...this.#given(unique), ...(start?.variables ?? [])]),
      normaliser: new Normaliser(this.#target, start?.normaliser),
    };
    return this.#send(given.steps, context);
  }

  async #story({ name, steps }: Story): Promise<Context> {
    const told = this.#stories.get(name);
    if (told !== undefined) return told;
    const context = { variables: this.#given(name), normaliser: new Normaliser(this.#target) };
    const telling = this.#send(steps, context).then((answers) => {
      const failed = answers.findIndex((answer) => answer.status !== 200);
      if (failed !== -1) throw new Error(`Step ${failed} of the story ${name} failed on ${this.#target.name}.`);
      return context;
    });
    this.#stories.set(name, telling);
    return telling;
  }

  #given(unique: string): Variables {
    return new Map([
      ["case", unique],
      ["directory", this.#target.directory],
      ["server", this.#target.url],
    ]);
  }

  async #send(steps: readonly Step[], { variables, normaliser }: Context): Promise<Answer[]> {
    const answers: Answer[] = [];
    for (const template of steps) {
      const step = fillIn(template, variables);
      normaliser.noteSent([step.body ?? null, { ...step.query } as Json]);
      const answer = await send(this.#target.url, step);
      saveValues(step, answer, variables);
      answers.push(orderLists(step, { ...answer, body: normaliser.normalise(answer.body) }));
    }
    return answers;
  }
}

function fillIn(step: Step, variables: Variables): Step {
  return {
    ...step,
    path: substitute(step.path, variables),
    ...(step.query === undefined ? {} : { query: substitute(step.query, variables) }),
    ...(step.body === undefined ? {} : { body: substitute(step.body, variables) }),
    ...(step.headers === undefined ? {} : { headers: substitute(step.headers, variables) }),
  };
}

function saveValues(step: Step, answer: Answer, variables: Variables): void {
  for (const [name, path] of Object.entries(step.save ?? {})) {
    const value = valueAt(answer.body, path);
    if (typeof value !== "string" && typeof value !== "number") {
      throw new TypeError(`${step.method} ${step.path} answered ${answer.status} without ${path}.`);
    }
    variables.set(name, String(value));
  }
  for (const name of Object.keys(step.saveHeaders ?? {})) {
    const value = answer.kept[name];
    if (value === undefined)
      throw new TypeError(`${step.method} ${step.path} answered without the header for ${name}.`);
    variables.set(name, value);
  }
}

function orderLists(step: Step, answer: Answer): Answer {
  if (step.unordered === undefined) return answer;
  const ordered = new Set(step.unordered);
  return { ...answer, body: reorder(answer.body, "", ordered) };
}

function reorder(value: Json, path: string, ordered: ReadonlySet<string>): Json {
  if (Array.isArray(value)) {
    const items = value.map((item) => reorder(item, path, ordered));
    return ordered.has(path) ? inOrder(items) : items;
  }
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, part]): [string, Json] => [
    key,
    reorder(part, path === "" ? key : `${path}.${key}`, ordered),
  ]);
  return Object.fromEntries(entries);
}
