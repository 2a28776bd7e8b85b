/**
 * A number that was written with a fraction or an exponent, though its value is whole, such as `1.0`. Python tells it
 * from an integer, and a model may take only one of them.
 */
export class Real {
  readonly value: number;

  constructor(value: number) {
    this.value = value;
  }
}

/** What Python's JSON can say: integers of any size, NaN and infinities, and whole numbers that are no integers. */
export type Json = null | boolean | number | bigint | string | Real | Json[] | JsonObject;

/** An object of JSON. */
export interface JsonObject {
  [name: string]: Json;
}

/** Whether it is an object of JSON. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Real);
}
