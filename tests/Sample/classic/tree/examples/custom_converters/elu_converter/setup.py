from setuptools import Extension, setup

setup(
    name='elu_converter',
    version='0.0.1',
    ext_modules=[Extension('elu_converter', ['csrc/elu_converter.c'])],
)
