"""Creates experiments and reads them by id and by name."""


def script(s):
    first = s.client.create_experiment("script-create-1", tags={"team": "blue", "note": "naïve 🧪"})
    second = s.client.create_experiment("script-create-2", artifact_location="s3://bucket/a")
    s.show("by id", s.client.get_experiment(first))
    s.show("by name", s.client.get_experiment_by_name("script-create-2"))
    s.show("second id", {"experiment_id": second})
    s.show("no such name", s.client.get_experiment_by_name("script-create-3"))
