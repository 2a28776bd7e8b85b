"""Changes status and name of runs."""


def script(s):
    run = s.client.create_run(s.experiment(), run_name="r", start_time=5).info.run_id
    s.client.update_run(run, status="FAILED")
    s.show("failed", s.client.get_run(run).info)
    s.client.update_run(run, name="renamed")
    s.show("renamed", s.client.get_run(run).info)
    s.client.update_run(run, status="RUNNING", name="both")
    s.show("both", s.client.get_run(run).info)
    s.attempt("unknown", s.client.update_run, "0" * 32, status="FAILED")
    s.attempt("bad status", s.client.update_run, run, status="PAUSED")
