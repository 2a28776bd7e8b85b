"""Saves models that can be converted to ONNX, and some that can't, in the folder of the first argument."""

import os
import sys

import lightgbm
import mlflow
import numpy
import xgboost
from mlflow.models import infer_signature
from sklearn import compose, datasets, linear_model, pipeline, preprocessing, svm

root = sys.argv[1]
iris, species = datasets.load_iris(return_X_y=True, as_frame=True)
diabetes, progress = datasets.load_diabetes(return_X_y=True)
two = species.where(species < 2, 1)


def save(flavor, name, model, rows, **more):
    predicted = model.predict(lightgbm_rows(model, rows))
    flavor.save_model(
        model, os.path.join(root, name), signature=infer_signature(rows, predicted), pip_requirements=["mlflow"], **more
    )


def lightgbm_rows(model, rows):
    return xgboost.DMatrix(rows) if isinstance(model, xgboost.Booster) else rows


pickled = {"serialization_format": "cloudpickle"}
classifier = svm.SVC().fit(iris, species)
save(mlflow.sklearn, "svc", classifier, iris, input_example=iris[:5], **pickled)
scaled = pipeline.make_pipeline(preprocessing.StandardScaler(), linear_model.Ridge()).fit(diabetes, progress)
save(mlflow.sklearn, "ridge", scaled, diabetes, **pickled)
words = linear_model.LogisticRegression(max_iter=1000).fit(iris, iris.index.map(lambda row: "ab"[row % 2]))
save(mlflow.sklearn, "words", words, iris, input_example=iris[:5], **pickled)
boosted = xgboost.XGBClassifier(n_estimators=5).fit(iris, species)
save(mlflow.xgboost, "xgboost", boosted, iris, input_example=iris[:5], model_format="json")
raw = xgboost.train({"objective": "binary:logistic"}, xgboost.DMatrix(iris, two), 5)
save(mlflow.xgboost, "xgboost-raw", raw, iris, input_example=iris[:5], model_format="json")
training = lightgbm.Dataset(iris.to_numpy(), two)
trees = lightgbm.train({"objective": "binary", "verbose": -1, "num_threads": 1}, training, 5)
save(mlflow.lightgbm, "lightgbm", trees, iris, input_example=iris[:5])
lines = lightgbm.LGBMRegressor(n_estimators=5, verbose=-1).fit(diabetes, progress)
save(mlflow.lightgbm, "lightgbm-regressor", lines, diabetes)


class Custom(mlflow.pyfunc.PythonModel):
    """Is of no flavor that can be converted."""

    def predict(self, context, model_input, params=None):
        return [0]


mlflow.pyfunc.save_model(os.path.join(root, "custom"), python_model=Custom(), pip_requirements=["mlflow"])
colours = iris.assign(colour="red")
kinds = compose.make_column_transformer(
    (preprocessing.OneHotEncoder(), ["colour"]), (preprocessing.StandardScaler(), list(iris.columns))
)
mixed = pipeline.make_pipeline(kinds, svm.SVC()).fit(colours, species)
save(mlflow.sklearn, "mixed", mixed, colours, **pickled)
oddly = pipeline.make_pipeline(preprocessing.FunctionTransformer(numpy.sin), svm.SVC()).fit(iris, species)
save(mlflow.sklearn, "function", oddly, iris, **pickled)
