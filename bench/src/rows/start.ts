import type { Row } from "./row.ts";

/** From starting the process to the first healthy answer, on a database that is there already. */
export const start: Row = {
  name: "start",
  story: "none",
  figures: [
    { key: "start", title: "start to the first healthy answer", unit: "ms", goal: { mlflow: 30, fasttrackml: 1 / 5 } },
  ],
  setup: async (target) => {
    await target.start();
    await target.stop();
    return {
      measure: async () => {
        const begin = performance.now();
        await target.start();
        const took = performance.now() - begin;
        await target.stop();
        return { start: took };
      },
    };
  },
};
