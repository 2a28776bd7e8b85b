import { invalidParameter } from "@millrace/contract";
import type { ActiveRun } from "../fluent/active-run.ts";
import { report } from "../fluent/report.ts";
import type { RunModelOptions } from "../fluent/run-models.ts";
import { activeOrNewRun } from "../fluent/start-run.ts";
import type { LoggedValue } from "../fluent/values.ts";
import type { ModelInput } from "../models/index.ts";

/** What every adapter takes. */
export interface AdapterOptions {
  /** The run that is logged to. Default: the run that is active when the training begins, else a new one. */
  readonly run?: ActiveRun;
  /** How the model is logged at the end, or `false` for not at all. Default: as `model`. */
  readonly logModel?: boolean | RunModelOptions;
  /** Logs the metrics of every so many batches too, as `batch_<metric>`. Default: of none. */
  readonly everyNBatches?: number;
  /**
   * Hears of what could not be logged, which the training does not notice unless this throws. Default: a line on standard
   * error.
   */
  readonly onError?: (error: unknown) => void;
}

/** What is known of a training when it begins. */
export interface TrainingFacts {
  readonly params: Readonly<Record<string, LoggedValue>>;
  /** Text files of the run, by their paths. */
  readonly texts: Readonly<Record<string, string>>;
}

/** A model to log, and what it holds until it is logged. */
export interface TrainedModel extends AsyncDisposable {
  readonly model: ModelInput;
  /** What the framework knows of how it is logged, before what the user says. */
  readonly options: RunModelOptions;
}

type Metrics = Readonly<Record<string, number>>;

/**
 * What an adapter tells from the hooks of its framework: the facts once, metrics as they come, the model at the end. What
 * is given as a function is asked for only when it is logged.
 */
export interface TrainingLog {
  begin(facts: () => TrainingFacts): Promise<void>;
  /** @param epoch from 0; the step of its metrics */
  endEpoch(epoch: number, metrics: () => Promise<Metrics>): Promise<void>;
  endBatch(metrics: () => Promise<Metrics>): Promise<void>;
  end(model: () => Promise<TrainedModel>): Promise<void>;
}

/**
 * Makes the log of a training. Batches count on over several trainings with one log, and a run gets the facts once.
 * @throws MillraceError INVALID_PARAMETER_VALUE for options that can't be meant
 */
export function createTrainingLog(options: AdapterOptions = {}): TrainingLog {
  const { everyNBatches, logModel = true, onError = reporter() } = options;
  if (everyNBatches !== undefined && !(Number.isSafeInteger(everyNBatches) && everyNBatches > 0)) {
    throw invalidParameter(`'everyNBatches' is ${everyNBatches}; give a whole number above 0.`);
  }
  const described = new WeakSet<ActiveRun>();
  let found: ActiveRun | undefined;
  let lastEpoch = 0;
  let batches = 0;

  async function attempt(log: (run: ActiveRun) => void | Promise<void>): Promise<void> {
    try {
      await log((found ??= options.run ?? activeOrNewRun()));
    } catch (error) {
      onError(error);
    }
  }

  return {
    begin(facts) {
      found = undefined;
      return attempt((run) => {
        if (!described.has(run)) describe(run, facts());
        described.add(run);
      });
    },
    endEpoch(epoch, metrics) {
      lastEpoch = epoch;
      return attempt(async (run) => run.logMetrics(await metrics(), epoch));
    },
    async endBatch(metrics) {
      batches += 1;
      if (everyNBatches === undefined || batches % everyNBatches !== 0) return;
      await attempt(async (run) => run.logMetrics(ofBatch(await metrics()), batches));
    },
    async end(model) {
      if (logModel === false) return;
      const given = logModel === true ? {} : logModel;
      await attempt(async (run) => {
        await using trained = await model();
        await run.logModel(trained.model, { step: lastEpoch, ...trained.options, ...given });
      });
    },
  };
}

function describe(run: ActiveRun, { params, texts }: TrainingFacts): void {
  run.logParams(params);
  for (const [path, text] of Object.entries(texts)) run.logText(text, path);
}

function ofBatch(metrics: Metrics): Metrics {
  return Object.fromEntries(Object.entries(metrics).map(([name, value]) => [`batch_${name}`, value]));
}

/** Says each thing once, not at every batch. */
function reporter(): (error: unknown) => void {
  let said: string | undefined;
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    if (message !== said) report(`The training goes on, but could not be logged: ${message}`);
    said = message;
  };
}
