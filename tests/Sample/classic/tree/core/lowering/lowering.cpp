#include "core/lowering/lowering.h"

namespace torch_tensorrt {
namespace core {
namespace lowering {

std::string lowered(const std::string& op) {
  if (op == "aten::addmm") {
    return "aten::linear";
  }
  if (op == "aten::relu_") {
    return "aten::relu";
  }
  if (op == "aten::silu") {
    return "aten::sigmoid";
  }
  return op;
}

} // namespace lowering
} // namespace core
} // namespace torch_tensorrt
