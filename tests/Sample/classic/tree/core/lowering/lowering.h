#pragma once

#include <string>

namespace torch_tensorrt {
namespace core {
namespace lowering {

// The operator that an operator is rewritten to before conversion; itself where there is no rewriting.
std::string lowered(const std::string& op);

} // namespace lowering
} // namespace core
} // namespace torch_tensorrt
