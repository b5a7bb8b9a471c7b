/* A C extension with one function that takes and returns ints. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

static PyObject *mix(PyObject *self, PyObject *args)
{
    long a, b;

    (void)self;
    if (!PyArg_ParseTuple(args, "ll", &a, &b))
        return NULL;
    return PyLong_FromLong(a * 31 + b);
}

static PyMethodDef methods[] = {
    {"mix", mix, METH_VARARGS, "Mixes two ints."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "tiny_extension", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit_tiny_extension(void)
{
    return PyModule_Create(&module);
}
