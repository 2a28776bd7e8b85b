"""Creates runs through the client."""


def script(s):
    experiment = s.experiment()
    run = s.client.create_run(experiment, start_time=1234, tags={"a": "1", "mlflow.user": "ann"}, run_name="r")
    s.show("created", run)
    s.show("read", s.client.get_run(run.info.run_id))
    s.attempt("unknown experiment", s.client.create_run, "987654321")
    s.attempt("bad experiment", s.client.create_run, "abc")
    s.attempt("unknown run", s.client.get_run, "0" * 32)
    s.attempt("no such id", s.client.get_run, "nothing")
