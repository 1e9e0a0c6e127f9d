#pragma once

#include <string>
#include <vector>

namespace torch_tensorrt {
namespace core {
namespace conversion {
namespace converters {

// Schemas of the operators that become TensorRT layers, sorted.
std::vector<std::string> get_converter_list();

} // namespace converters
} // namespace conversion
} // namespace core
} // namespace torch_tensorrt
