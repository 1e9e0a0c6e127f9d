"""Uses the converter that elu_converter/setup.py builds: python setup.py build_ext --inplace."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "elu_converter"))

import elu_converter


def main():
    values = [elu_converter.elu(x) for x in (-1.0, 0.0, 2.0)]
    print("elu:", ", ".join("%.4f" % value for value in values))
    if values[1:] != [0.0, 2.0] or not -0.6322 < values[0] < -0.6320:
        sys.exit("the converter computes something else than ELU")


if __name__ == "__main__":
    main()
