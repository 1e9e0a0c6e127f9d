#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "core/conversion/converters/converters.h"
#include "core/conversion/evaluators/evaluators.h"

namespace {

void write_section(std::ostream& out, const std::string& heading, const std::vector<std::string>& schemas) {
  out << "\n" << heading << "\n-------------------------------------------------\n\n";
  for (const auto& schema : schemas) {
    out << "- " << schema << "\n";
  }
}

} // namespace

// supportedops PATH: writes the index of supported operators for the documentation.
int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: supportedops ABSOLUTE_PATH_OF_RST_FILE" << std::endl;
    return 1;
  }

  std::ofstream out(argv[1]);
  out << "\n.. _supported_ops:\n\n"
      << "=================================\nOperators Supported\n=================================\n\n";
  write_section(
      out,
      "Operators Currently Supported Through Converters",
      torch_tensorrt::core::conversion::converters::get_converter_list());
  write_section(
      out,
      "Operators Currently Supported Through Evaluators",
      torch_tensorrt::core::conversion::evaluators::getEvaluatorList());
  out.flush();
  if (!out) {
    std::cerr << "cannot write " << argv[1] << std::endl;
    return 2;
  }
  return 0;
}
