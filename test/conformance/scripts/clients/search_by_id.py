"""Finds runs by lists of ids."""


def script(s):
    experiment = s.experiment()
    ids = [s.client.create_run(experiment, run_name=name, start_time=5).info.run_id for name in "abcd"]

    def names(text):
        found = s.client.search_runs([experiment], text, order_by=["attributes.run_name"])
        return [run.info.run_name for run in found]

    s.show("one", names(f"attributes.run_id = '{ids[1]}'"))
    s.show("two", names(f"run_id IN ('{ids[0]}', '{ids[2]}')"))
    s.show("others", names(f"attributes.run_id NOT IN ('{ids[0]}', '{ids[2]}')"))
    many = ", ".join(f"'{run}'" for run in ids * 100)
    s.show("hundreds", names(f"run_id IN ({many})"))
