#include "core/conversion/evaluators/evaluators.h"

#include <algorithm>
#include <iterator>

namespace torch_tensorrt {
namespace core {
namespace conversion {
namespace evaluators {
namespace {

const char* const kEvaluated[] = {
    "aten::size(Tensor self) -> (int[])",
    "aten::len.t(t[] a) -> (int)",
    "aten::mul.int(int a, int b) -> (int)",
    "prim::ListConstruct(...) -> (...)",
    "prim::min.int(int a, int b) -> (int)",
};

} // namespace

std::vector<std::string> getEvaluatorList() {
  std::vector<std::string> schemas(std::begin(kEvaluated), std::end(kEvaluated));
  std::sort(schemas.begin(), schemas.end());
  return schemas;
}

} // namespace evaluators
} // namespace conversion
} // namespace core
} // namespace torch_tensorrt
