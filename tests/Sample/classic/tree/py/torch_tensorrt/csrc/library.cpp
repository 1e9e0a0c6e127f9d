// The library, compiled into the extension module: the wheel needs no other file.
#include "core/conversion/converters/converters.cpp"
#include "core/conversion/evaluators/evaluators.cpp"
#include "core/lowering/lowering.cpp"
#include "core/runtime/runtime.cpp"
#include "cpp/src/torch_tensorrt.cpp"
