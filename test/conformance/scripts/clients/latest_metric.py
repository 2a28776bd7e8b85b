"""Which point counts as the latest."""

import math


def script(s):
    experiment = s.experiment()
    orders = {
        "largest step": [(5, 10, 2), (9, 99, 1)],
        "latest time of a step": [(1, 20, 0), (9, 10, 0)],
        "largest value of a time": [(3, 10, 0), (9, 10, 0), (1, 10, 0)],
        "nan above a negative": [(-1, 10, 0), (math.nan, 10, 0)],
        "nan below a positive": [(math.nan, 10, 0), (1, 10, 0)],
        "negative step": [(1, 10, -5), (2, 10, -6)],
    }
    for name, points in orders.items():
        for turn in (points, points[::-1]):
            run = s.client.create_run(experiment, run_name="r").info.run_id
            for value, timestamp, step in turn:
                s.client.log_metric(run, "m", value, timestamp, step)
            s.show(name, s.client.get_run(run).data.metrics["m"])
