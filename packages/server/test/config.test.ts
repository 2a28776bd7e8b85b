import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, describe, it } from "node:test";
import { configFrom, ignoredSettings } from "@millrace/server";
import { environmentSettings, loadEnvFile } from "@millrace/server/environment";
import { allSettings, type Settings } from "@millrace/server/settings";
import { tempDir } from "@millrace/testkit";

const before = { ...process.env };
after(() => {
  for (const name of Object.keys(process.env)) if (!Object.hasOwn(before, name)) delete process.env[name];
});

describe("configFrom", () => {
  it("has defaults that are safe on a laptop", () => {
    const config = configFrom({});
    assert.deepEqual([config.host, config.port, config.backendStoreUri], ["127.0.0.1", 5000, "sqlite:///millrace.db"]);
    assert.deepEqual(
      [config.defaultArtifactRoot, config.artifactsDestination],
      ["mlflow-artifacts:/", path.resolve("mlartifacts")],
    );
    assert.equal(configFrom({ serveArtifacts: "no" }).defaultArtifactRoot, path.resolve("mlartifacts"));
    assert.equal(config.maxBodySize, 64 * 1024 * 1024);
    assert.deepEqual(config.security, {
      ...{ enabled: true, allowedHosts: undefined, allowedOrigins: [], frameOptions: "SAMEORIGIN" },
    });
  });

  it("reads every kind of setting", () => {
    const config = configFrom({
      ...{ host: "0.0.0.0", port: "80", staticPrefix: "/a/b", serveArtifacts: "FALSE", dev: "true" },
      ...{ allowedHosts: " a , b,", corsAllowedOrigins: "https://x", xFrameOptions: "none", maxBodySize: "1" },
      ...{ defaultArtifactRoot: "s3://bucket/x", allowedArtifactSchemes: "HDFS", disableSecurityMiddleware: "1" },
    });
    assert.deepEqual(
      [config.host, config.port, config.staticPrefix, config.serveArtifacts],
      ["0.0.0.0", 80, "/a/b", false],
    );
    assert.deepEqual(config.security.allowedHosts, ["a", "b"]);
    assert.deepEqual([config.security.frameOptions, config.security.enabled], ["NONE", false]);
    assert.deepEqual([config.logLevel, config.maxBodySize], ["debug", 1024 * 1024]);
    assert.deepEqual([config.defaultArtifactRoot, config.allowedArtifactSchemes], ["s3://bucket/x", ["hdfs"]]);
    assert.equal(configFrom({ logLevel: "WARNING" }).logLevel, "warn");
  });

  it("reads how artifacts are reached", () => {
    const { allowedArtifactRoots, artifactOptions, presignedUrlTtl } = configFrom({
      ...{ artifactsDestination: "s3://bucket/x", allowedArtifactRoots: "models, s3://other", presignedUrlTtl: "60" },
      ...{ allowedHttpHosts: "files.local:8080", s3Endpoint: "http://127.0.0.1:9000", s3AddressingStyle: "virtual" },
      ...{ s3IgnoreTls: "true", azureSasToken: "?sv=1" },
    });
    const models = path.resolve("models");
    assert.deepEqual([allowedArtifactRoots, presignedUrlTtl], [[models, "s3://other"], 60]);
    assert.deepEqual(artifactOptions.localRoots, ["s3://bucket/x", "mlflow-artifacts:/", models, "s3://other"]);
    assert.equal(artifactOptions.artifactsDestination, "s3://bucket/x");
    assert.deepEqual(artifactOptions.http, { allowedHosts: ["files.local:8080"] });
    assert.deepEqual(artifactOptions.s3, {
      ...{ endpoint: "http://127.0.0.1:9000", pathStyle: false, ignoreTls: true, uploadExtraArgs: undefined },
    });
    assert.equal(artifactOptions.azure?.sasToken, "sv=1");
    assert.throws(() => configFrom({ artifactsOnly: "true", serveArtifacts: "false" }), /exclude each other/);
  });

  it("names the flag of a value that it can't use", () => {
    const wrong: [Settings, RegExp][] = [
      [{ port: "70000" }, /^--port \(or MLFLOW_PORT\) is '70000'/],
      [{ port: "5e3" }, /^--port/],
      [{ serveArtifacts: "perhaps" }, /^--serve-artifacts/],
      [{ s3IgnoreTls: "perhaps" }, /^MLFLOW_S3_IGNORE_TLS is 'perhaps'/],
      [{ presignedUrlTtl: "604801" }, /^--presigned-url-ttl/],
      [{ staticPrefix: "mlflow" }, /^--static-prefix/],
      [{ staticPrefix: "/mlflow/" }, /^--static-prefix/],
      [{ staticPrefix: "/{x}" }, /^--static-prefix/],
      [{ xFrameOptions: "ALLOW" }, /^--x-frame-options/],
      [{ logLevel: "loud" }, /^--log-level/],
      [{ maxBodySize: "0" }, /^--max-body-size/],
    ];
    for (const [settings, message] of wrong) {
      assert.throws(() => configFrom(settings), { code: "INVALID_PARAMETER_VALUE", message });
    }
    assert.throws(() => configFrom({ appName: "basic-auth" }), { code: "NOT_IMPLEMENTED" });
  });
});

describe("settings", () => {
  it("without effect are told", () => {
    assert.deepEqual(ignoredSettings({ port: "1" }), []);
    const [line] = ignoredSettings({ workers: "4" });
    assert.match(String(line), /^-w, --workers has no effect: .+\.$/);
  });

  it("come from MLflow's variables, and Millrace's own before them", () => {
    process.env["MLFLOW_PORT"] = "1";
    process.env["MLFLOW_HOST"] = "h";
    process.env["MILLRACE_HOST"] = "i";
    process.env["MLFLOW_STATIC_PREFIX"] = "";
    assert.deepEqual(environmentSettings(), { port: "1", host: "i" });
  });

  it("come from a file too, which does not override the environment", () => {
    const file = path.join(tempDir(), "env");
    writeFileSync(file, "MLFLOW_PORT=2\nMLFLOW_WORKERS=3\n");
    process.env["MLFLOW_PORT"] = "1";
    loadEnvFile(file);
    assert.deepEqual([environmentSettings().port, environmentSettings().workers], ["1", "3"]);
    assert.throws(() => loadEnvFile(`${file}.none`), { code: "INVALID_PARAMETER_VALUE" });
  });

  it("have each a flag or a variable, and a line of help", () => {
    for (const [name, { flags, variable, doc }] of allSettings()) {
      if (flags === undefined) assert.match(variable ?? "", /^[A-Z][A-Z0-9_]+$/, name);
      else assert.match(flags, /^(-\w, )?--[a-z-]+( <[\w ]+>)?$/, name);
      assert.match(doc, /[.)\]]$/, name);
    }
  });
});
