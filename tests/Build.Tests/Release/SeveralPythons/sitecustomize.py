# Lets one CPython build wheels that are tagged for an older one: for tests of containers with several interpreters.
import collections
import os
import sys
import sysconfig

_simulated = os.environ.get("SIMULATED_PYTHON")
if _simulated:
    _names = collections.namedtuple("version_info", "major minor micro releaselevel serial")
    sys.version_info = _names(3, int(_simulated[1:]), 0, "final", 0)
    _variables = sysconfig.get_config_vars()
    _variables["py_version_nodot"] = _simulated
    _variables["SOABI"] = f"cpython-{_simulated}-x86_64-linux-gnu"
