#include "torch_tensorrt/torch_tensorrt.h"

#include <algorithm>

#include "core/conversion/converters/converters.h"
#include "core/conversion/evaluators/evaluators.h"
#include "core/lowering/lowering.h"
#include "core/runtime/runtime.h"

namespace torch_tensorrt {
namespace {

bool is_schema_of(const std::string& schema, const std::string& op) {
  return schema.compare(0, op.size(), op) == 0 && (schema[op.size()] == '(' || schema[op.size()] == '.');
}

} // namespace

BuildInfo get_build_info() {
  return {TORCH_TENSORRT_VERSION, core::runtime::abi_version()};
}

std::vector<std::string> get_supported_operators() {
  auto schemas = core::conversion::converters::get_converter_list();
  const auto evaluated = core::conversion::evaluators::getEvaluatorList();
  schemas.insert(schemas.end(), evaluated.begin(), evaluated.end());
  std::sort(schemas.begin(), schemas.end());
  return schemas;
}

bool check_method_operator_support(const std::vector<std::string>& operators) {
  const auto schemas = get_supported_operators();
  return std::all_of(operators.begin(), operators.end(), [&](const std::string& op) {
    const auto lowered = core::lowering::lowered(op);
    return std::any_of(schemas.begin(), schemas.end(), [&](const std::string& schema) {
      return is_schema_of(schema, lowered);
    });
  });
}

} // namespace torch_tensorrt
