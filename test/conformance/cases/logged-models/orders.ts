import type { Step } from "../../src/case.ts";
import type { Json } from "../../src/json.ts";
import { answered, cases, casesOf, experiment, PAUSE, post, refused } from "../steps.ts";
import { logged, onLogged } from "./steps.ts";
import { find, LOGGED, onIris, onWine } from "./story.ts";

type Fields = { [key: string]: Json };

const ordered = (...order: Json[]): Step => find("", { order_by: order });
const by = (field: string, more: Fields = {}): Fields => ({ field_name: field, ...more });

const inTime = (field: string, ascending: boolean): Step =>
  post("logged-models/search", { experiment_ids: ["{{experiment}}"], order_by: [by(field, { ascending })] });

const storyCases = casesOf(LOGGED, "loggedModels.search", {
  "orders by attributes": [
    ordered(by("name", { ascending: false })),
    ordered(by("name", { ascending: true })),
    find("", { order_by: [by("attributes.name")] }, answered("C-06")),
    ordered(by("model_type"), by("name")),
    ordered(by("source_run_id"), by("name")),
    ordered(by("status"), by("name")),
    ordered(by("status", { ascending: false }), by("name", { ascending: false })),
    ordered(by("experiment_id"), by("name")),
  ],
  "orders by metrics": [
    ordered(by("metrics.acc"), by("name")),
    ordered(by("metrics.acc", { ascending: false }), by("name")),
    ordered(by("metrics.loss", onIris), by("name")),
    ordered(by("metrics.loss", { ...onWine, ascending: false }), by("name")),
    ordered(by("metrics.loss", { dataset_name: "iris" }), by("name")),
    ordered(by("metrics.nothing"), by("name")),
  ],
  "orders by params and tags": [
    find("", { order_by: [by("params.depth"), by("name")] }, answered("C-06", { "models.0.info.name": "Beta" })),
    find("", { order_by: [by("tags.team"), by("name")] }, answered("C-06", { "models.0.info.name": "gamma_1" })),
  ],
  "refuses unknown orders": [
    ...[by("colour"), by(""), { ascending: true }, "name"].map((one) => find("", { order_by: [one] }, refused("C-67"))),
    find("", { order_by: [by("metrics")] }, refused("C-08")),
  ],
  "takes a data set where it means nothing": [
    ordered(by("name", { dataset_name: "iris" })),
    ordered(by("metrics.loss", { dataset_digest: "1" })),
  ],
  "gives pages": [
    find("", { max_results: 2 }, { save: { next: "next_page_token" } }),
    find("", { max_results: 2, page_token: "{{next}}" }),
    find("", { max_results: 4 }),
    find("", { max_results: 3 }),
  ],
  "refuses a token of another search": [
    find("", { max_results: 2 }, { save: { next: "next_page_token" } }),
    find("name != 'x'", { max_results: 2, page_token: "{{next}}" }),
    find("", { max_results: 2, page_token: "{{next}}", order_by: [by("model_type")] }),
    find("", { max_results: 2, page_token: "{{next}}", experiment_ids: ["{{other_experiment}}"] }),
    find("", { max_results: 1, page_token: "{{next}}" }),
  ],
  "refuses bad tokens": [find("", { page_token: "zzz" }, refused("C-08")), find("", { page_token: "e30=" })],
});

const timeCases = cases("loggedModels.search", {
  "orders by time": [
    experiment(),
    logged({}, "b"),
    ...PAUSE,
    logged({}, "a"),
    ...PAUSE,
    logged({}, "c"),
    ...PAUSE,
    onLogged("PATCH", "{{b}}", { model_id: "{{b}}", status: "LOGGED_MODEL_READY" }),
    post("logged-models/search", { experiment_ids: ["{{experiment}}"] }),
    inTime("creation_timestamp", true),
    inTime("creation_timestamp", false),
    inTime("creation_time", true),
    inTime("last_updated_timestamp", true),
    inTime("last_updated_timestamp", false),
  ],
});

/** Orders and pages of searched logged models. */
export const orderCases = [...storyCases, ...timeCases];
