"""Ends runs through the client, with a time of their own."""


def script(s):
    experiment = s.experiment()
    for status in [None, "FINISHED", "FAILED", "KILLED"]:
        run = s.client.create_run(experiment, run_name=str(status), start_time=100).info.run_id
        s.client.set_terminated(run, status=status, end_time=900)
        s.show(str(status), s.client.get_run(run).info)
    run = s.client.create_run(experiment, run_name="now").info.run_id
    s.client.set_terminated(run)
    s.show("now", s.client.get_run(run).info)
