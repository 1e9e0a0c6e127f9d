#include <iostream>
#include <string>
#include <vector>

#include "torch_tensorrt/torch_tensorrt.h"

// torchtrtc --version          prints the version of the library
// torchtrtc OPERATOR...        tells whether a method of these operators can be compiled whole
int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::cerr << "usage: torchtrtc --version | OPERATOR..." << std::endl;
    return 1;
  }
  if (arguments.front() == "--version") {
    std::cout << torch_tensorrt::get_build_info().version << std::endl;
    return 0;
  }
  const bool supported = torch_tensorrt::check_method_operator_support(arguments);
  std::cout << (supported ? "supported" : "not supported") << std::endl;
  return supported ? 0 : 2;
}
