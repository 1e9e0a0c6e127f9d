#pragma once

#include <string>
#include <vector>

namespace torch_tensorrt {
namespace core {
namespace conversion {
namespace evaluators {

// Schemas of the operators that are worked out while the engine is built, sorted.
std::vector<std::string> getEvaluatorList();

} // namespace evaluators
} // namespace conversion
} // namespace core
} // namespace torch_tensorrt
