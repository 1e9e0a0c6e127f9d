#include <iostream>

#include "core/runtime/runtime.h"
#include "torch_tensorrt/macros.h"

// Tells whether an engine of the given format runs with this library.
int main(int argc, char** argv) {
  const char* stored = argc > 1 ? argv[1] : torch_tensorrt::core::runtime::abi_version();
  const bool runs = torch_tensorrt::core::runtime::runs(stored);
  std::cout << "Torch-TensorRT " << TORCH_TENSORRT_VERSION << ": engine format " << stored << (runs ? " runs" : " is refused")
            << std::endl;
  return runs ? 0 : 2;
}
