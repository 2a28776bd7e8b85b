"""Milliseconds of one `predict` of the saved model for one row, as a data frame: `predict_loop.py FOLDER SECONDS`."""

import sys
import time

import mlflow.sklearn
from sklearn.datasets import load_iris

model = mlflow.sklearn.load_model(sys.argv[1])
row = load_iris(as_frame=True).data.head(1)
end = time.perf_counter() + float(sys.argv[2])
start, count = time.perf_counter(), 0
while time.perf_counter() < end:
    model.predict(row)
    count += 1
print((time.perf_counter() - start) * 1000 / count)
