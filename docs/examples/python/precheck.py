"""Checks comments with libprecheck. As a program: precheck.py POLICY < REQUEST"""

import ctypes
import json
import sys

_library = ctypes.CDLL("libprecheck.so.0")
# What has to be freed comes as an address: ctypes would make a copy of a char* and lose it.
_library.precheck_compile.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.POINTER(ctypes.c_void_p)]
_library.precheck_compile.restype = ctypes.c_void_p
_library.precheck_check.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
_library.precheck_check.restype = ctypes.c_void_p
_library.precheck_policy_revision.argtypes = [ctypes.c_void_p]
_library.precheck_policy_revision.restype = ctypes.c_char_p
_library.precheck_policy_free.argtypes = [ctypes.c_void_p]
_library.precheck_policy_free.restype = None
_library.precheck_free.argtypes = [ctypes.c_void_p]
_library.precheck_free.restype = None


class PolicyError(ValueError):
    """The policy does not compile; `problems` are all the reasons."""

    def __init__(self, problems):
        super().__init__("; ".join(f"{each['pointer']}: {each['message']}" for each in problems))
        self.problems = problems


class CheckError(ValueError):
    """The request could not be read: there is no verdict."""


class Policy:
    """A compiled policy. Any number of threads may check with it."""

    def __init__(self, policy_json: bytes):
        errors = ctypes.c_void_p()
        self._policy = _library.precheck_compile(policy_json, len(policy_json), ctypes.byref(errors))
        if not self._policy:
            raise PolicyError(json.loads(_taken(errors.value)))

    def __del__(self):
        if getattr(self, "_policy", None):
            _library.precheck_policy_free(self._policy)

    @property
    def revision(self) -> str:
        return _library.precheck_policy_revision(self._policy).decode()

    def check(self, request: dict) -> dict:
        return json.loads(self.check_json(json.dumps(request).encode()))

    def check_json(self, request: bytes) -> bytes:
        """The verdict as the library writes it, byte for byte."""
        verdict = _taken(_library.precheck_check(self._policy, request, len(request)))
        if error := json.loads(verdict).get("error"):
            raise CheckError(f"{error['field']}: {error['message']}")
        return verdict


def _taken(address):
    """The string at an address that the library gave, which is freed."""
    if not address:
        raise MemoryError("libprecheck")
    try:
        return ctypes.string_at(address)
    finally:
        _library.precheck_free(address)


def main(arguments):
    if len(arguments) != 1:
        sys.exit("usage: precheck.py POLICY < REQUEST")
    try:
        with open(arguments[0], "rb") as file:
            policy = Policy(file.read())
        verdict = policy.check_json(sys.stdin.buffer.read())
    except (OSError, ValueError) as error:
        print(f"precheck.py: {error}", file=sys.stderr)
        return 2
    print(verdict.decode())
    return 0 if json.loads(verdict)["action"] in ("allow", "advise") else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
