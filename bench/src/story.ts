/** The data that every target is filled with. A function of its position alone, so each target holds the same. */

/** A metric point as MLflow's REST interface writes it. */
export type Point = { readonly key: string; readonly value: number; readonly timestamp: number; readonly step: number };

/** A param or a tag. */
export type Pair = { readonly key: string; readonly value: string };

/** The content of one `log-batch`. */
export type Batch = {
  readonly metrics?: readonly Point[];
  readonly params?: readonly Pair[];
  readonly tags?: readonly Pair[];
};

/** Milliseconds since 1970 at which the story begins. */
export const START = 1_700_000_000_000;

/** Bump it when the story changes, so that databases filled with an older story are not used. */
export const STORY_VERSION = 1;

/** A number in 0..1 that looks random and depends only on its two arguments. */
export function noise(a: number, b: number): number {
  let x = Math.imul(a + 1, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 0x1_0000_0000;
}

/** `count` points of one key at consecutive steps from `from` on: a falling curve with noise. */
export function curve(key: string, seed: number, from: number, count: number): Point[] {
  return Array.from({ length: count }, (_, i) => {
    const step = from + i;
    return { key, value: Math.exp(-step / 30_000) + noise(seed, step) / 10, timestamp: START + step, step };
  });
}

/** One value each of `count` metrics. */
export function metrics(seed: number, count: number): Point[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `metric_${i}`,
    value: noise(seed, i),
    timestamp: START,
    step: 0,
  }));
}

/** `count` params. */
export function params(seed: number, count: number): Pair[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `param_${i}`,
    value: `value-${Math.floor(noise(seed, 100 + i) * 50)}`,
  }));
}

/** `count` tags. */
export function tags(seed: number, count: number): Pair[] {
  return Array.from({ length: count }, (_, i) => ({
    key: `tag_${i}`,
    value: `label-${Math.floor(noise(seed, 200 + i) * 10)}`,
  }));
}

/** Name, start time and content of run `i` of the experiment that is searched. */
export function searchedRun(i: number): { name: string; startTime: number; batch: Batch } {
  return {
    name: `run-${i}`,
    startTime: START + i * 1000,
    batch: { metrics: metrics(i, 20), params: params(i, 20), tags: tags(i, 5) },
  };
}
