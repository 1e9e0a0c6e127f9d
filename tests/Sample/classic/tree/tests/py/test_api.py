import re
import unittest

import torch_tensorrt


class TestVersion(unittest.TestCase):

    def test_package_and_library_are_of_one_version(self):
        numbers = re.match(r"\d+\.\d+\.\d+", torch_tensorrt.__version__).group()
        self.assertEqual(numbers, torch_tensorrt._C.version)


class TestOperatorSupport(unittest.TestCase):

    def test_operators_are_sorted(self):
        operators = torch_tensorrt.supported_operators()
        self.assertEqual(operators, sorted(operators))

    def test_lowered_operators_count_as_supported(self):
        self.assertTrue(torch_tensorrt.check_method_operator_support(["aten::addmm", "aten::relu_"]))

    def test_one_unknown_operator_is_enough_to_refuse(self):
        self.assertFalse(torch_tensorrt.check_method_operator_support(["aten::relu", "aten::fft"]))

    def test_a_method_without_operators_is_an_error(self):
        with self.assertRaises(ValueError):
            torch_tensorrt.check_method_operator_support([])


if __name__ == "__main__":
    unittest.main()
