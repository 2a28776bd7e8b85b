import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;

/** Creates an experiment, logs a run and reads it back with the official Java client; prints what it reads. */
public class Conformance {
  private static final long START = 1_000;

  public static void main(String[] arguments) throws Exception {
    try (MlflowClient client = new MlflowClient(arguments[0])) {
      String experiment = client.createExperiment("java");
      showExperiment(client.getExperiment(experiment));
      String run = client.createRun(experiment).getRunId();
      log(client, run);
      client.setTerminated(run, RunStatus.FINISHED, START + 99);
      showRun(client.getRun(run));
      for (Metric point : client.getMetricHistory(run, "loss")) {
        show("loss", point.getStep() + " " + point.getTimestamp() + " " + point.getValue());
      }
      search(client, experiment);
      lifeCycle(client, experiment, run);
    }
  }

  private static void log(MlflowClient client, String run) {
    client.logParam(run, "model", "svm");
    client.setTag(run, "team", "blue");
    for (int step = 0; step < 5; step++) client.logMetric(run, "loss", 1.0 / (step + 1), START + step, step);
    client.logBatch(
        run,
        List.of(Metric.newBuilder().setKey("acc").setValue(0.9).setTimestamp(START).setStep(1).build()),
        List.of(Param.newBuilder().setKey("lr").setValue("0.1").build()),
        List.of(RunTag.newBuilder().setKey("env").setValue("naïve 🧪").build()));
    client.deleteTag(run, "team");
    attempt("changed parameter", () -> client.logParam(run, "lr", "0.2"));
    attempt("unknown run", () -> client.getRun("0".repeat(32)));
  }

  private static void search(MlflowClient client, String experiment) {
    client.createRun(experiment);
    List<String> ids = List.of(experiment);
    show("all", client.searchRuns(ids, "", ViewType.ACTIVE_ONLY, 10).getItems().size());
    show("found", client.searchRuns(ids, "metrics.acc > 0.5 AND params.model = 'svm'").size());
    show("pages", client.searchRuns(ids, "", ViewType.ALL, 1).getNextPageToken().isPresent());
    attempt("bad filter", () -> client.searchRuns(ids, "colour = 'blue'"));
    show("experiments", client.searchExperiments("name = 'java'").getItems().size());
    show("by name", client.getExperimentByName("java").isPresent());
    show("no such name", client.getExperimentByName("none").isPresent());
  }

  private static void lifeCycle(MlflowClient client, String experiment, String run) {
    client.deleteRun(run);
    show("deleted run", client.getRun(run).getInfo().getLifecycleStage());
    client.restoreRun(run);
    client.setExperimentTag(experiment, "note", "hello");
    client.renameExperiment(experiment, "java renamed");
    client.deleteExperiment(experiment);
    showExperiment(client.getExperiment(experiment));
    client.restoreExperiment(experiment);
    showExperiment(client.getExperiment(experiment));
  }

  private static void showExperiment(Experiment experiment) {
    show("experiment", experiment.getName() + " " + experiment.getLifecycleStage() + " " + experiment.getTagsCount());
  }

  private static void showRun(Run run) {
    show("run", run.getInfo().getStatus() + " " + run.getInfo().getEndTime() + " " + run.getInfo().getUserId());
    Map<String, String> values = new TreeMap<>();
    for (Param param : run.getData().getParamsList()) values.put("param " + param.getKey(), param.getValue());
    for (RunTag tag : run.getData().getTagsList()) values.put("tag " + tag.getKey(), tag.getValue());
    for (Metric metric : run.getData().getMetricsList()) values.put("metric " + metric.getKey(), "" + metric.getValue());
    values.remove("tag mlflow.runName");
    values.entrySet().stream().sorted(Map.Entry.comparingByKey(Comparator.naturalOrder())).forEach(
        entry -> show(entry.getKey(), entry.getValue()));
  }

  private static void attempt(String label, Runnable action) {
    try {
      action.run();
      show(label, "no error");
    } catch (MlflowHttpException error) {
      show(label, error.getStatusCode());
    }
  }

  private static void show(String label, Object value) {
    System.out.println(label + ": " + value);
  }
}
