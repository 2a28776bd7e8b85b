"""Makes ONNX models of models in Python."""
