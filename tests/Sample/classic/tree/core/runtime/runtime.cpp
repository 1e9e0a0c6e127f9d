#include "core/runtime/runtime.h"

namespace torch_tensorrt {
namespace core {
namespace runtime {

const char* abi_version() {
  return "3";
}

bool runs(const std::string& stored_abi_version) {
  return stored_abi_version == abi_version();
}

} // namespace runtime
} // namespace core
} // namespace torch_tensorrt
