#include "core/conversion/converters/converters.h"

#include <algorithm>
#include <iterator>

namespace torch_tensorrt {
namespace core {
namespace conversion {
namespace converters {
namespace {

const char* const kConverted[] = {
    "aten::relu(Tensor input) -> (Tensor)",
    "aten::add.Tensor(Tensor self, Tensor other, Scalar alpha=1) -> (Tensor)",
    "aten::batch_norm(Tensor input, Tensor? gamma, Tensor? beta, Tensor? mean, Tensor? var, bool training, float momentum, float eps, bool cudnn_enabled) -> (Tensor)",
    "aten::linear(Tensor input, Tensor weight, Tensor? bias=None) -> (Tensor)",
    "aten::softmax.int(Tensor self, int dim, int? dtype=None) -> (Tensor)",
    "aten::elu(Tensor self, Scalar alpha=1, Scalar scale=1, Scalar input_scale=1) -> (Tensor)",
    "aten::max_pool2d(Tensor self, int[2] kernel_size, int[2] stride=[], int[2] padding=[0, 0], int[2] dilation=[1, 1], bool ceil_mode=False) -> (Tensor)",
    "aten::grid_sampler(Tensor input, Tensor grid, int interpolation_mode, int padding_mode, bool align_corners) -> (Tensor)",
    "aten::unbind.int(Tensor(a) self, int dim=0) -> (Tensor[])",
};

} // namespace

std::vector<std::string> get_converter_list() {
  std::vector<std::string> schemas(std::begin(kConverted), std::end(kConverted));
  std::sort(schemas.begin(), schemas.end());
  return schemas;
}

} // namespace converters
} // namespace conversion
} // namespace core
} // namespace torch_tensorrt
