export type { ScoreAnswer, Scorer, ScoreRequest } from "./scorer.ts";
export { openPythonScorer } from "./python/open-python-scorer.ts";
export type { PythonScorer } from "./python/open-python-scorer.ts";
export type { PythonScorerOptions } from "./python/options.ts";
export { openNodeScorer } from "./node/open-node-scorer.ts";
export type { ScoringServerOptions } from "./http/options.ts";
export { type ScoringServer, startScoringServer } from "./http/server.ts";
export { runsInNode } from "./runs-in-node.ts";
