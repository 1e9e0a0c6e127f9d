import os
import re
import subprocess
from pathlib import Path

__version__ = "0.0.0"

BASE_VERSION_SUFFIX_PATTERN = re.compile("a0$")
ROOT = Path(__file__).parent.absolute()


def base_version() -> str:
    """The version of version.txt, without the mark of development."""
    return re.sub(BASE_VERSION_SUFFIX_PATTERN, "", (ROOT / "version.txt").read_text().strip())


def short_hash() -> str:
    return subprocess.check_output(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT).decode("ascii").strip()


def package_version(release: bool) -> str:
    """BUILD_VERSION for a release, else the base version of a development build of this commit."""
    if release:
        version = os.environ.get("BUILD_VERSION")
        if not version:
            raise SystemExit("BUILD_VERSION says which version is released; it is not set")
        return version
    return f"{base_version()}.dev0+{short_hash()}"


if __name__ == "__main__":
    print(base_version())
