import { LIMITS, type LineageKind } from "@millrace/contract";
import type { Sql } from "../database/sql.ts";
import { RELATIONS, type Link, type Relation } from "./relations.ts";

/** A thing by its kind and internal id. */
export interface Thing {
  readonly kind: LineageKind;
  readonly id: number;
}

/** A step that was walked along. */
export interface Step {
  readonly from: Thing;
  readonly to: Thing;
  readonly relation: Relation["name"];
  readonly context?: string;
}

/** The part of the graph that was walked so far. Things and steps are kept up to a limit each. */
export class Walk {
  readonly #sql: Sql;
  readonly #things = new Map<string, Thing>();
  readonly #steps = new Map<string, Step>();
  /** Whether something was left out. */
  truncated = false;

  constructor(sql: Sql, start: Thing) {
    this.#sql = sql;
    this.#things.set(keyOf(start), start);
  }

  get things(): Thing[] {
    return [...this.#things.values()];
  }

  get steps(): Step[] {
    return [...this.#steps.values()];
  }

  /** Goes on from a thing level by level; a thing that was come by is not gone on from again. */
  async go(start: Thing, direction: "up" | "down", depth: number): Promise<void> {
    const reached = new Set([keyOf(start)]);
    let frontier = [start];
    for (let level = 0; level < depth && frontier.length > 0; level += 1) {
      const next: Thing[] = [];
      for (const relation of RELATIONS) {
        for (const step of await this.#stepsFrom(relation, direction, frontier)) {
          const thing = direction === "down" ? step.to : step.from;
          if (!this.#keep(step, thing) || reached.has(keyOf(thing))) continue;
          reached.add(keyOf(thing));
          next.push(thing);
        }
      }
      frontier = next;
    }
  }

  async #stepsFrom(relation: Relation, direction: "up" | "down", frontier: readonly Thing[]): Promise<Step[]> {
    const here = direction === "down" ? relation.from : relation.to;
    const ids = frontier.filter((thing) => thing.kind === here).map((thing) => thing.id);
    if (ids.length === 0) return [];
    const links = await relation[direction](this.#sql, ids, LIMITS.lineageEdges + 1);
    if (links.length > LIMITS.lineageEdges) this.truncated = true;
    return links.slice(0, LIMITS.lineageEdges).map((link) => toStep(relation, link));
  }

  /** False when there is no room for the thing that the step leads to. */
  #keep(step: Step, thing: Thing): boolean {
    const [stepKey, thingKey] = [`${keyOf(step.from)} ${keyOf(step.to)}`, keyOf(thing)];
    const hasRoom = this.#things.has(thingKey) || this.#things.size < LIMITS.lineageNodes;
    if (!hasRoom || (!this.#steps.has(stepKey) && this.#steps.size >= LIMITS.lineageEdges)) {
      this.truncated = true;
      return false;
    }
    this.#things.set(thingKey, thing);
    if (!this.#steps.has(stepKey)) this.#steps.set(stepKey, step);
    return true;
  }
}

/** Text that is the same for the same thing. */
export function keyOf({ kind, id }: Thing): string {
  return `${kind} ${id}`;
}

function toStep(relation: Relation, { from_id, to_id, context = null }: Link): Step {
  return {
    from: { kind: relation.from, id: from_id },
    to: { kind: relation.to, id: to_id },
    relation: relation.name,
    ...(context === null ? {} : { context }),
  };
}
