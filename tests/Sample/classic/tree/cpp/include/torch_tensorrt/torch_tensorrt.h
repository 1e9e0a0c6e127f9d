#pragma once

#include <string>
#include <vector>

#include "torch_tensorrt/macros.h"

namespace torch_tensorrt {

/// What the library was built as.
struct TORCHTRT_API BuildInfo {
  /// Version of the library, such as 1.0.0.
  std::string version;
  /// Version of the format in which engines are stored.
  std::string abi_version;
};

/// Tells what the library was built as.
TORCHTRT_API BuildInfo get_build_info();

/// Schemas of every operator that the compiler supports, sorted.
TORCHTRT_API std::vector<std::string> get_supported_operators();

/// Whether a method can be compiled whole: every one of its operators is supported, once lowered.
TORCHTRT_API bool check_method_operator_support(const std::vector<std::string>& operators);

} // namespace torch_tensorrt
