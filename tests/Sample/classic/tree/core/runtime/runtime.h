#pragma once

#include <string>

namespace torch_tensorrt {
namespace core {
namespace runtime {

// Version of the format in which engines are stored; engines of another format are refused.
const char* abi_version();

// Whether an engine stored in that format can be run.
bool runs(const std::string& stored_abi_version);

} // namespace runtime
} // namespace core
} // namespace torch_tensorrt
