#!/usr/bin/env python3
"""Measures cells of the performance matrix, each in a process of its own.

  perf_cell.py describe
  perf_cell.py measure --model resnet50 --input 3x224x224 --batch 8 --framework torch-tensorrt
  perf_cell.py run --cells cells.jsonl --results DIR [--index N]

measure prints one line of JSON on standard output and nothing else there; whatever the frameworks print goes to standard error.
Whatever goes wrong with the model or its framework is a result (outcome and reason) and exit code 0.
Outcomes: ok, failing, no-result, out-of-memory. A time limit is the caller's to keep.

run measures every cell that a file lists, one JSON object a line, or the one at an index (a scheduler's array job), and keeps
each result as DIR/<cell>.json. A cell that has its result is not measured again. It needs nothing but Python: a machine without
the release's own program, a node of a cluster. There the outcome may also be timed-out.
"""

import argparse
import ast
import csv
import inspect
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from datetime import datetime, timezone
from importlib import metadata

SCHEMA = 1

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


def inductor(module, inputs, _):
    import torch

    compiled = torch.compile(module, dynamic=False)
    return lambda: compiled(*inputs)


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
    "torch-compile": (("torch",), inductor),
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
    torch.backends.cudnn.benchmark = True  # As the project's own tool measures.
    dtype = {"fp16": torch.float16, "fp32": torch.float32}[cell.precision]
    shapes = [tuple(int(side) for side in tensor.split("x")) for tensor in cell.input.split("+")]
    free_before = torch.cuda.mem_get_info()[0]
    with torch.inference_mode():
        module = MODELS[cell.model](shapes).eval().to(dtype).cuda()
        settle(module, inputs_for(cell.model, shapes, 1, dtype))
    inputs = inputs_for(cell.model, shapes, cell.batch, dtype)
    with torch.no_grad():
        expected = None if build is eager else module(*inputs).float().cpu()
        torch.cuda.empty_cache()
        start = time.monotonic()
        run = build(module, inputs, dtype)
        first = run()
        torch.cuda.synchronize()
        compile_seconds = time.monotonic() - start
        accuracy = None if expected is None else agreement(expected, first)
        del module, expected, first  # An engine has weights of its own; those of PyTorch are not counted with them.
        torch.cuda.empty_cache()
        before = conditions()
        samples = timed(run, cell.warmup, cell.iterations)
        after = conditions()
        gpu = gpu_alone(run, cell.iterations)
    return {
        "outcome": "ok", "reason": None, "samples_ms": samples, "gpu_ms": gpu, "peak_memory_bytes": max(0, free_before - torch.cuda.mem_get_info()[0]),
        "compile_seconds": round(compile_seconds, 3), "accuracy": accuracy, "conditions": {"before": before, "after": after},
    }


def settle(module, inputs):
    """Gives normalisation layers the statistics of one run: with those of untrained ones all numbers fade to zero, and agree with anything."""
    import torch

    layers = [layer for layer in module.modules() if isinstance(layer, torch.nn.modules.batchnorm._BatchNorm)]
    for layer in layers:
        layer.momentum = 1.0
        layer.train()
    if layers:
        module(*inputs)
    for layer in layers:
        layer.eval()


class WrongNumbers(Exception):
    """The framework runs the model and computes something else."""


def agreement(expected, actual):
    """Cosine and greatest difference between what PyTorch and the framework compute; None where PyTorch's own overflow or are all zero."""
    import torch

    actual = actual.float().cpu().reshape(expected.shape)
    if not torch.isfinite(expected).all() or not expected.any():
        return None
    if not torch.isfinite(actual).all():
        raise WrongNumbers("the result has numbers that are not finite, and PyTorch's has none")
    a, b = expected.double().flatten(), actual.double().flatten()
    norms = float(a.norm() * b.norm())
    cosine = float(a @ b) / norms if norms > 0 else float(bool((a == b).all()))
    if cosine < LEAST_COSINE:
        raise WrongNumbers("the result is not PyTorch's: cosine %.4f, wanted at least %s" % (cosine, LEAST_COSINE))
    return {"cosine": round(cosine, 9), "max_abs_difference": float((a - b).abs().max()), "max_abs": float(a.abs().max())}


LEAST_COSINE = 0.99  # The bound that the project's own tests hold their models to.

CONDITIONS = {"sm_clock_mhz": "clocks.sm", "memory_clock_mhz": "clocks.mem", "temperature_c": "temperature.gpu", "power_w": "power.draw",
              "throttle_reasons": "clocks_throttle_reasons.active"}


def conditions():
    """Clocks, temperature and power as the driver's tool tells them; what it does not tell is left out."""
    told = nvidia_smi("--query-gpu=" + ",".join(CONDITIONS.values()), "--format=csv,noheader,nounits")
    if told is None:
        return {}
    found = {}
    for name, text in zip(CONDITIONS, told.splitlines()[0].split(",")):
        try:
            found[name] = int(text, 16) if name == "throttle_reasons" else float(text)
        except ValueError:
            continue  # [N/A] on slices and on Jetson.
    return found


def nvidia_smi(*arguments):
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",")[0]
    only = ["-i", visible] if visible and arguments[0] != "-L" and not visible.startswith("MIG-") else []
    try:
        asked = subprocess.run(["nvidia-smi", *arguments, *only], capture_output=True, text=True, timeout=30)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return asked.stdout if asked.returncode == 0 and asked.stdout.strip() else None


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


def gpu_alone(run, iterations):
    """
    Milliseconds that the GPU itself needs, however slow the host is: the GPU is kept waiting until the host has queued a whole iteration.
    An iteration that the GPU began earlier does not count. None where the framework waits for the GPU itself, or torch cannot keep it waiting.
    """
    import torch

    if not hasattr(torch.cuda, "_sleep"):
        return None
    stream = torch.cuda.Stream()
    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    samples, wait = [], 0.05
    with torch.cuda.stream(stream):
        cycles_per_second = cycles(stream)
        for attempt in range(2 * iterations):
            torch.cuda._sleep(int(cycles_per_second * wait))
            began = time.monotonic()
            start.record()
            run()
            end.record()
            was_waiting, queueing = not start.query(), time.monotonic() - began
            stream.synchronize()
            if was_waiting:
                samples.append(round(start.elapsed_time(end), 6))
            if len(samples) == iterations:
                return samples
            if attempt == 8 and not samples:
                return None
            wait = min(1, max(0.8 * wait, 1.5 * queueing, 0.001) if was_waiting else 2 * wait)
    return samples if len(samples) >= iterations / 2 else None


def cycles(stream):
    """Of the GPU's clock, in a second."""
    import torch

    start, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
    for _ in range(2):
        start.record()
        torch.cuda._sleep(10_000_000)
        end.record()
        stream.synchronize()
    return 10_000_000 / (start.elapsed_time(end) / 1000)


# The project's own tool, tools/perf/perf_run.py, of whichever era: it knows fewer cells, and its CSV has a median and no samples.

PROJECT_MODELS = {"bert": "bert_base_uncased", "efficientnet-b0": "efficientnet_b0", "vit": "vit", "resnet50": "resnet50"}

# Its names for a framework, the latest first.
PROJECT_BACKENDS = {"pytorch": ("torch",), "torch-compile": ("inductor",), "torch-tensorrt": ("dynamo", "torch_tensorrt"), "onnx-trt": ("onnx_trt", "tensorrt")}


def perf_run(cell):
    script = os.path.join(cell.project, "tools", "perf", "perf_run.py")
    if not os.path.isfile(script):
        raise NoResult("the checkout has no tools/perf/perf_run.py")
    with open(script, encoding="utf-8") as file:
        source = file.read()
    flags, backends = project_era(source)
    if "--model_torch" not in flags or "to_csv" not in source:
        raise NoResult("the checkout's perf_run.py takes no PyTorch model or writes no CSV; those of 2.2 and later do both")
    backend = next((name for name in PROJECT_BACKENDS[cell.framework] if name in backends), None)
    if backend is None:
        raise NoResult("the checkout's perf_run.py knows no %s, only %s" % (" or ".join(PROJECT_BACKENDS[cell.framework]), ", ".join(sorted(backends))))
    if cell.framework == "onnx-trt" and "--onnx" not in flags:
        raise NoResult("the checkout's perf_run.py takes ONNX files only when they are made beforehand")
    with tempfile.TemporaryDirectory(prefix="perf-run-") as folder:
        report = os.path.join(folder, "report.csv")
        tensors = ["(%s)@%s" % (", ".join([str(cell.batch), *tensor.split("x")]), "int32" if cell.model in TAKES_TOKENS else cell.precision) for tensor in cell.input.split("+")]
        arguments = ["--model_torch", PROJECT_MODELS[cell.model], "--precision", cell.precision, "--inputs", ";".join(tensors),
                     "--batch_size", str(cell.batch), "--backends", backend, "--report", report]
        if "--truncate" in flags:
            arguments.append("--truncate")
        if "--iterations" in flags:
            arguments += ["--iterations", str(cell.iterations)]
        ended = subprocess.run([sys.executable, "perf_run.py", *arguments], cwd=os.path.dirname(script), capture_output=True, text=True)
        sys.stderr.write(ended.stdout + ended.stderr)
        said = last_line(ended.stderr)
        if "out of memory" in ended.stderr.lower():
            return without_numbers("out-of-memory", said)
        if ended.returncode != 0 or not os.path.isfile(report):
            return without_numbers("failing", "perf_run.py ended with exit code %d: %s" % (ended.returncode, said))
        with open(report, encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row.get("Batch size") == str(cell.batch)]
    if not rows:
        return without_numbers("failing", "perf_run.py reported no row: " + said)
    row = rows[0]
    compile_column = next((row[name] for name in ("Compile Time(s)", "Compile Time(ms)") if row.get(name)), None)
    compile_seconds = float(compile_column) / (1 if row.get("Compile Time(s)") else 1000) if compile_column else None
    return {"outcome": "ok", "reason": None, "samples_ms": [float(row["Median-Latency(ms)"])], "gpu_ms": None, "peak_memory_bytes": None, "compile_seconds": compile_seconds, "accuracy": None, "conditions": None}


def project_era(source):
    """Flags and backends that perf_run.py knows, read from its text: asking it would import every framework."""
    tree = ast.parse(source)
    flags = {argument.value for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "add_argument"
             for argument in node.args if isinstance(argument, ast.Constant)}
    listed = [node.value for node in tree.body if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == "SUPPORTED_BACKENDS" for target in node.targets)]
    if listed:
        return flags, set(ast.literal_eval(listed[0])) - {"all"}
    compared = {node.comparators[0].value for node in ast.walk(tree) if isinstance(node, ast.Compare) and getattr(node.left, "id", "") == "backend"
                and isinstance(node.comparators[0], ast.Constant)}
    return flags, {name for name in compared if isinstance(name, str)} - {"all"}


def last_line(text):
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:300] if lines else "it does not say why"


def outcome(cell):
    try:
        return perf_run(cell) if cell.project else measure(cell)
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
    return {"outcome": word, "reason": reason, "samples_ms": [], "gpu_ms": None, "peak_memory_bytes": None, "compile_seconds": None, "accuracy": None, "conditions": None}


def one_line(problem):
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()]
    return ("%s: %s" % (type(problem).__name__, lines[0] if lines else "without a message"))[:300]


def positive(text):
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("%s is not above zero" % text)
    return number


# Many cells: a list of them in, a file a result out.


def run(arguments):
    with open(arguments.cells, encoding="utf-8") as file:
        cells = [json.loads(line) for line in file if line.strip()]
    wanted = cells if arguments.index is None else cells[arguments.index:arguments.index + 1]
    if not wanted:
        sys.exit("there is no cell %s: the list has %d" % (arguments.index, len(cells)))
    os.makedirs(arguments.results, exist_ok=True)
    machine = {"gpu": gpu_name() or arguments.gpu, "driver": driver_version(), "packages": describe()["packages"]}
    for number, cell in enumerate(wanted, 1):
        target = os.path.join(arguments.results, cell["cell"] + ".json")
        if os.path.exists(target):
            print("%d/%d %s: measured before" % (number, len(wanted), cell["cell"]), file=sys.stderr, flush=True)
            continue
        result = in_own_process(cell, machine)
        keep(target, result)
        print("%d/%d %s: %s" % (number, len(wanted), cell["cell"], in_words(result)), file=sys.stderr, flush=True)


def in_words(result):
    if result["outcome"] != "ok":
        return "%s: %s" % (result["outcome"], result["reason"])
    return "%.3f ms" % sorted(result["samples_ms"])[len(result["samples_ms"]) // 2]


def in_own_process(cell, machine):
    """A crash, an endless loop or a full memory costs this cell and no other."""
    protocol = {name: cell[name] for name in ("precision", "warmup", "iterations", "limit_seconds", "project")}
    command = [sys.executable, os.path.abspath(__file__), "measure", "--model", cell["model"], "--input", cell["input"], "--batch", str(cell["batch"]),
               "--framework", cell["framework"], "--precision", cell["precision"], "--warmup", str(cell["warmup"]), "--iterations", str(cell["iterations"])]
    if cell["project"]:
        command += ["--project", cell["project"]]
    began, start = datetime.now(timezone.utc), time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    try:
        output, errors = process.communicate(timeout=cell["limit_seconds"])
        sys.stderr.write(errors)
        result = printed(process.returncode, output, errors)
    except subprocess.TimeoutExpired:
        end_with_all_it_started(process)
        result = without_numbers("timed-out", "it was not finished after %s" % clock(cell["limit_seconds"]))
    except BaseException:  # A scheduler's signal, Ctrl-C: the frameworks' own workers go too.
        end_with_all_it_started(process)
        raise
    setup = {**machine, **protocol}
    return {"schema": SCHEMA, "cell": cell["cell"], **result, "elapsed_seconds": round(time.monotonic() - start, 3),
            "measured_at": began.strftime("%Y-%m-%dT%H:%M:%SZ"), "setup": setup}


def printed(code, output, errors):
    if code != 0:
        ended = "signal %d" % -code if code < 0 else "exit code %d" % code
        return without_numbers("failing", "the process ended with %s: %s" % (ended, last_line(errors)))
    try:
        return json.loads(output.splitlines()[-1])
    except (ValueError, IndexError) as problem:
        return without_numbers("failing", "the process printed no result: %s" % problem)


def end_with_all_it_started(process):
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # It ended by itself just now.
    process.wait()


def clock(seconds):
    return "%02d:%02d:%02d" % (seconds // 3600, seconds // 60 % 60, seconds % 60)


def keep(path, result):
    """Whole or not at all."""
    temporary = "%s.%d.tmp" % (path, os.getpid())
    with open(temporary, "w", encoding="utf-8") as file:
        file.write(json.dumps(result) + "\n")
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)


def gpu_name():
    """The first visible GPU as the driver names it, with the slice where it is one; None without a driver."""
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "").split(",")[0]
    whole, found = None, []
    for line in (nvidia_smi("-L") or "").splitlines():
        gpu = re.match(r"GPU (\d+): (.+) \(UUID: (\S+)\)\s*$", line)
        mig = re.match(r"\s+MIG (\S+)\s+Device\s+\d+: \(UUID: (\S+)\)\s*$", line)
        if gpu:
            whole = gpu.group(2)
            found.append((whole, {gpu.group(1), gpu.group(3)}))
        elif mig and whole:
            found = [one for one in found if one[0] != whole]
            found.append(("%s MIG %s" % (whole, mig.group(1)), {mig.group(2)}))
    return next((name for name, handles in found if not visible or visible in handles), None)


def driver_version():
    told = nvidia_smi("--query-gpu=driver_version", "--format=csv,noheader")
    return told.splitlines()[0].strip() if told else "unknown"


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
    cell.add_argument("--project", help="a checkout of Torch-TensorRT whose own tools/perf/perf_run.py measures")
    many = commands.add_parser("run")
    many.add_argument("--cells", required=True, help="file with one JSON object a line")
    many.add_argument("--results", required=True, help="folder")
    many.add_argument("--index", type=int, help="only this line of the file, from 0")
    many.add_argument("--gpu", default="unknown", help="name of the GPU where the driver tells none")
    return parser.parse_args()


def main():
    arguments = command_line()
    if arguments.command == "run":
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        run(arguments)
        return
    # Frameworks, and the libraries under them, print to file descriptor 1 as they like: only the result may.
    result_line = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    result = describe() if arguments.command == "describe" else outcome(arguments)
    result_line.write(json.dumps(result) + "\n")
    result_line.flush()


if __name__ == "__main__":
    main()
