export * from "./api.ts";
/** The same under one name: `import { mlflow } from "millrace"` is `import * as mlflow from "millrace"`. */
export * as mlflow from "./api.ts";
