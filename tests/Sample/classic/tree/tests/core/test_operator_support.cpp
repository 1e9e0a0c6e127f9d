#include <iostream>

#include "core/runtime/runtime.h"
#include "torch_tensorrt/torch_tensorrt.h"

namespace {

int failures = 0;

void expect(bool holds, const char* what) {
  if (!holds) {
    std::cerr << "FAILED: " << what << std::endl;
    failures++;
  }
}

} // namespace

int main() {
  using torch_tensorrt::check_method_operator_support;
  expect(check_method_operator_support({"aten::relu"}), "a converted operator is supported");
  expect(check_method_operator_support({"aten::size"}), "an evaluated operator is supported");
  expect(check_method_operator_support({"aten::addmm"}), "an operator lowered to a converted one is supported");
  expect(!check_method_operator_support({"aten::rel"}), "a prefix of a name is not the name");
  expect(torch_tensorrt::core::runtime::runs("3"), "engines of this format run");
  expect(!torch_tensorrt::core::runtime::runs("2"), "engines of an older format are refused");
  return failures == 0 ? 0 : 1;
}
