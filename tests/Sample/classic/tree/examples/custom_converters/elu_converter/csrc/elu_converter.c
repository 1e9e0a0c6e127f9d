#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>

static PyObject* elu(PyObject* self, PyObject* arguments) {
  double x, alpha = 1.0;
  if (!PyArg_ParseTuple(arguments, "d|d", &x, &alpha)) {
    return NULL;
  }
  return PyFloat_FromDouble(x > 0 ? x : alpha * (exp(x) - 1));
}

static PyMethodDef methods[] = {
    {"elu", elu, METH_VARARGS, "The exponential linear unit of one number."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "elu_converter", NULL, -1, methods};

PyMODINIT_FUNC PyInit_elu_converter(void) {
  return PyModule_Create(&definition);
}
