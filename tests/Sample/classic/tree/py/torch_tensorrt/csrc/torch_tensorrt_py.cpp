#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <string>
#include <vector>

#include "torch_tensorrt/torch_tensorrt.h"

namespace {

PyObject* supported_operators(PyObject*, PyObject*) {
  const auto operators = torch_tensorrt::get_supported_operators();
  PyObject* list = PyList_New(static_cast<Py_ssize_t>(operators.size()));
  if (list == nullptr) {
    return nullptr;
  }
  for (std::size_t i = 0; i < operators.size(); i++) {
    PyObject* schema = PyUnicode_FromStringAndSize(operators[i].data(), static_cast<Py_ssize_t>(operators[i].size()));
    if (schema == nullptr) {
      Py_DECREF(list);
      return nullptr;
    }
    PyList_SET_ITEM(list, static_cast<Py_ssize_t>(i), schema);
  }
  return list;
}

PyObject* check_method_operator_support(PyObject*, PyObject* arguments) {
  PyObject* names = nullptr;
  if (!PyArg_ParseTuple(arguments, "O!", &PyList_Type, &names)) {
    return nullptr;
  }
  std::vector<std::string> operators;
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(names); i++) {
    const char* name = PyUnicode_AsUTF8(PyList_GET_ITEM(names, i));
    if (name == nullptr) {
      return nullptr;
    }
    operators.emplace_back(name);
  }
  return PyBool_FromLong(torch_tensorrt::check_method_operator_support(operators));
}

PyMethodDef methods[] = {
    {"supported_operators", supported_operators, METH_NOARGS, "Schemas of every supported operator."},
    {"check_method_operator_support", check_method_operator_support, METH_VARARGS, "Whether a method can be compiled whole."},
    {nullptr, nullptr, 0, nullptr},
};

PyModuleDef definition = {PyModuleDef_HEAD_INIT, "_C", nullptr, -1, methods, nullptr, nullptr, nullptr, nullptr};

} // namespace

PyMODINIT_FUNC PyInit__C() {
  PyObject* module = PyModule_Create(&definition);
  if (module != nullptr &&
      PyModule_AddStringConstant(module, "version", torch_tensorrt::get_build_info().version.c_str()) < 0) {
    Py_DECREF(module);
    return nullptr;
  }
  return module;
}
