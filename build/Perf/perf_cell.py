#!/usr/bin/env python3
"""Measures one cell of the performance matrix, in a process of its own.

  perf_cell.py describe
  perf_cell.py measure --model resnet50 --input 3x224x224 --batch 8 --framework torch-tensorrt

Prints one line of JSON on standard output and nothing else there; whatever the frameworks print goes to standard error.
Whatever goes wrong with the model or its framework is a result (outcome and reason) and exit code 0.
Outcomes: ok, failing, no-result, out-of-memory. A time limit is the caller's to keep.
"""

import argparse
import inspect
import json
import os
import sys
import tempfile
import traceback
from importlib import metadata

PACKAGES = {
    "torch": ("torch",),
    "torch_tensorrt": ("torch-tensorrt", "torch_tensorrt", "torch-tensorrt-rtx"),
    "tensorrt": ("tensorrt", "tensorrt-cu13", "tensorrt-cu12"),
    "onnx": ("onnx",),
    "torchvision": ("torchvision",),
    "timm": ("timm",),
    "transformers": ("transformers",),
}


class NoResult(Exception):
    """The framework is not there to be tried."""


def describe():
    """Versions of the installed packages, without importing any of them."""
    versions = {}
    for name, distributions in PACKAGES.items():
        for distribution in distributions:
            try:
                versions[name] = metadata.version(distribution)
                break
            except metadata.PackageNotFoundError:
                continue
    return {"packages": versions}


# Models: random weights, evaluation mode. Each takes the shapes of one sample and returns the module.


def image_size(shapes):
    return tuple(shapes[0][1:])


def bert(_):
    import torch
    from transformers import BertConfig, BertModel

    class LastHiddenState(torch.nn.Module):
        """Tensors in, one tensor out, so that every exporter understands it."""

        def __init__(self):
            super().__init__()
            self.bert = BertModel(BertConfig(return_dict=False), add_pooling_layer=False)

        def forward(self, ids, mask):
            return self.bert(input_ids=ids, attention_mask=mask)[0]

    return LastHiddenState()


def efficientnet_b0(_):
    from torchvision.models import efficientnet_b0 as build

    return build(weights=None)


def resnet50(_):
    # torchvision's has the stride in the 3x3 convolution: it is the "v1.5".
    from torchvision.models import resnet50 as build

    return build(weights=None)


def vit(shapes):
    import timm

    size = image_size(shapes)
    options = {} if size == (224, 224) else {"img_size": size, "dynamic_img_size": True, "dynamic_img_pad": True}
    return timm.create_model("vit_base_patch16_224", pretrained=False, **options)


MODELS = {"bert": bert, "efficientnet-b0": efficientnet_b0, "vit": vit, "resnet50": resnet50}
TAKES_TOKENS = {"bert"}


def inputs_for(model, shapes, batch, dtype):
    import torch

    if model in TAKES_TOKENS:
        ids = torch.randint(0, 30000, (batch, *shapes[0]), dtype=torch.int32, device="cuda")
        return [ids, torch.ones((batch, *shapes[1]), dtype=torch.int32, device="cuda")]
    return [torch.randn((batch, *shape), device="cuda").to(dtype) for shape in shapes]


# Frameworks: each takes a module on the GPU and its inputs and returns a function that runs it once.


def eager(module, inputs, _):
    return lambda: module(*inputs)


def torch_tensorrt_compiled(module, inputs, dtype):
    import torch
    import torch_tensorrt

    if not hasattr(torch_tensorrt, "dynamo"):
        traced = torch.jit.trace(module, inputs)
        compiled = torch_tensorrt.compile(traced, inputs=inputs, enabled_precisions={dtype}, truncate_long_and_double=True)
        return lambda: compiled(*inputs)
    known = inspect.signature(torch_tensorrt.dynamo.compile).parameters
    # The module already is in the wanted precision; older versions have no way to keep it but to allow it.
    precision = {"use_explicit_typing": True} if "use_explicit_typing" in known else {"enabled_precisions": {dtype}}
    compiled = torch_tensorrt.compile(module, ir="dynamo", inputs=inputs, **precision)
    return lambda: compiled(*inputs)


def onnx_tensorrt(module, inputs, _):
    import tensorrt

    with tempfile.TemporaryDirectory(prefix="perf-cell-") as folder:
        path = os.path.join(folder, "model.onnx")
        export_onnx(module, inputs, path)
        return Engine(tensorrt, path).bound_to(inputs)


def export_onnx(module, inputs, path):
    import torch

    known = inspect.signature(torch.onnx.export).parameters
    options = {"dynamo": True} if "dynamo" in known and installed("onnxscript") else {"dynamo": False} if "dynamo" in known else {"opset_version": 17}
    torch.onnx.export(module, tuple(inputs), path, **options)


class Engine:
    """A TensorRT engine built from an ONNX file."""

    def __init__(self, trt, path):
        self.trt = trt
        self.logger = self.remembering_logger(trt)
        builder = trt.Builder(self.logger)
        flags = trt.NetworkDefinitionCreationFlag
        strongly = getattr(flags, "STRONGLY_TYPED", None)
        network = builder.create_network(1 << int(flags.EXPLICIT_BATCH if strongly is None else strongly))
        parser = trt.OnnxParser(network, self.logger)
        if not parser.parse_from_file(path):
            raise RuntimeError("TensorRT cannot read the ONNX file: " + "; ".join(parser.get_error(i).desc() for i in range(parser.num_errors)))
        config = builder.create_builder_config()
        if strongly is None:
            config.set_flag(trt.BuilderFlag.FP16)
        plan = builder.build_serialized_network(network, config)
        if plan is None:
            raise RuntimeError("TensorRT cannot build the engine: " + (self.logger.last or "it does not say why"))
        self.engine = trt.Runtime(self.logger).deserialize_cuda_engine(plan)
        self.context = self.engine.create_execution_context()
        if self.context is None:
            raise RuntimeError("TensorRT cannot run the engine: " + (self.logger.last or "it does not say why"))

    @staticmethod
    def remembering_logger(trt):
        class Remembering(trt.ILogger):
            def __init__(self):
                trt.ILogger.__init__(self)
                self.last = None

            def log(self, severity, message):
                if severity in (trt.ILogger.ERROR, trt.ILogger.INTERNAL_ERROR):
                    self.last = message
                    print(message, file=sys.stderr)

        return Remembering()

    def bound_to(self, inputs):
        import torch

        waiting, bound = list(inputs), []
        for index in range(self.engine.num_io_tensors):
            name = self.engine.get_tensor_name(index)
            if self.engine.get_tensor_mode(name) == self.trt.TensorIOMode.INPUT:
                tensor = waiting.pop(0).contiguous()
            else:
                tensor = torch.empty(tuple(self.context.get_tensor_shape(name)), dtype=self.torch_type(name), device="cuda")
            self.context.set_tensor_address(name, tensor.data_ptr())
            bound.append(tensor)

        def run():
            if not self.context.execute_async_v3(torch.cuda.current_stream().cuda_stream):
                raise RuntimeError("TensorRT cannot run the engine: " + (self.logger.last or "it does not say why"))
            return bound[-1]

        return run

    def torch_type(self, name):
        import torch

        return getattr(torch, {"FLOAT": "float32", "HALF": "float16", "BF16": "bfloat16"}.get(self.engine.get_tensor_dtype(name).name)
                       or self.engine.get_tensor_dtype(name).name.lower())


FRAMEWORKS = {
    "pytorch": (("torch",), eager),
    "torch-tensorrt": (("torch", "torch_tensorrt"), torch_tensorrt_compiled),
    "onnx-trt": (("torch", "onnx", "tensorrt"), onnx_tensorrt),
}


def installed(module):
    import importlib.util

    return importlib.util.find_spec(module) is not None


def measure(cell):
    needed, build = FRAMEWORKS[cell.framework]
    for module in needed:
        if not installed(module):
            raise NoResult("Python has no module '%s'" % module)
    import torch

    if not torch.cuda.is_available():
        raise NoResult("torch %s sees no CUDA device" % torch.__version__)

    torch.manual_seed(0)
    dtype = {"fp16": torch.float16, "fp32": torch.float32}[cell.precision]
    shapes = [tuple(int(side) for side in tensor.split("x")) for tensor in cell.input.split("+")]
    free_before = torch.cuda.mem_get_info()[0]
    with torch.inference_mode():
        module = MODELS[cell.model](shapes).eval().to(dtype).cuda()
    inputs = inputs_for(cell.model, shapes, cell.batch, dtype)
    with torch.no_grad():
        run = build(module, inputs, dtype)
        del module  # An engine has weights of its own; those of PyTorch are not counted with them.
        torch.cuda.synchronize()
        torch.cuda.empty_cache()
        samples = timed(run, cell.warmup, cell.iterations)
    return {"outcome": "ok", "reason": None, "samples_ms": samples, "peak_memory_bytes": max(0, free_before - torch.cuda.mem_get_info()[0])}


def timed(run, warmup, iterations):
    """Milliseconds on the GPU of each iteration, between two events in the stream that runs it."""
    import torch

    stream = torch.cuda.Stream()
    events = [(torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)) for _ in range(iterations)]
    with torch.cuda.stream(stream):
        for _ in range(warmup):
            run()
        stream.synchronize()
        for start, end in events:
            start.record()
            run()
            end.record()
        stream.synchronize()
    return [round(start.elapsed_time(end), 6) for start, end in events]


def outcome(cell):
    try:
        return measure(cell)
    except NoResult as absent:
        return without_numbers("no-result", str(absent))
    except ImportError as absent:
        traceback.print_exc()
        return without_numbers("no-result", one_line(absent))
    except Exception as problem:  # The outcome is the report of it: every cell of the matrix has a result.
        traceback.print_exc()
        text = "%s %s" % (type(problem).__name__, problem)
        is_memory = "out of memory" in text.lower() or "outofmemory" in text.replace(" ", "").lower()
        return without_numbers("out-of-memory" if is_memory else "failing", one_line(problem))


def without_numbers(word, reason):
    return {"outcome": word, "reason": reason, "samples_ms": [], "peak_memory_bytes": None}


def one_line(problem):
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    return ("%s: %s" % (type(problem).__name__, lines[0] if lines else "without a message"))[:300]


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("%s is not above zero" % text)
    return number


def command_line():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("describe")
    cell = commands.add_parser("measure")
    cell.add_argument("--model", required=True, choices=sorted(MODELS))
    cell.add_argument("--input", required=True, help="3x224x224, or 128+128 for two tensors; without the batch")
    cell.add_argument("--batch", required=True, type=positive)
    cell.add_argument("--framework", required=True, choices=sorted(FRAMEWORKS))
    cell.add_argument("--precision", default="fp16", choices=["fp16", "fp32"])
    cell.add_argument("--warmup", default=10, type=positive)
    cell.add_argument("--iterations", default=100, type=positive)
    return parser.parse_args()


def main():
    arguments = command_line()
    # Frameworks, and the libraries under them, print to file descriptor 1 as they like: only the result may.
    result_line = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    result = describe() if arguments.command == "describe" else outcome(arguments)
    result_line.write(json.dumps(result) + "\n")
    result_line.flush()


if __name__ == "__main__":
    main()
