import * as tf from "@tensorflow/tfjs";

/** How many samples `trainingData` has. */
export const SAMPLES = 16;

/** A net with two inputs and 13 parameters, ready to be trained. */
export function tinyModel(): tf.Sequential {
  const model = tf.sequential();
  model.add(tf.layers.dense({ units: 3, inputShape: [2], activation: "tanh" }));
  model.add(tf.layers.dense({ units: 1 }));
  model.compile({ optimizer: tf.train.adam(0.05), loss: "meanSquaredError", metrics: ["mse"] });
  return model;
}

/** Pairs of numbers, and their sums to learn. */
export function trainingData(): { readonly xs: tf.Tensor2D; readonly ys: tf.Tensor2D } {
  const pairs = Array.from({ length: SAMPLES }, (_, index) => [index / SAMPLES, (index % 5) / 5] as const);
  return { xs: tf.tensor2d(pairs.map(([a, b]) => [a, b])), ys: tf.tensor2d(pairs.map(([a, b]) => [a + b])) };
}
