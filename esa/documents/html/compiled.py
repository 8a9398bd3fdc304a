"""Templates that an earlier start compiled, kept beside what Python itself compiles.

Compiling those of one page takes longer than filling them in a hundred times. A file belongs to the
text of its template; to the environment by `settled`, which has to name all that compiling depends
on. Where nothing can be written, or Python is told to write nothing, each start compiles anew.
"""

import sys
from contextlib import suppress
from hashlib import sha256
from importlib.util import cache_from_source
from pathlib import Path

import jinja2
from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    def __init__(self, source: Path, *settled: object):
        """source: the module that sets up the environment; settled: what it chose."""
        named = repr((source.read_bytes(), jinja2.__version__, settled))
        kept = Path(cache_from_source(str(source))).parent
        super().__init__(str(kept), f"%s-{sha256(named.encode()).hexdigest()[:16]}.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if not sys.dont_write_bytecode:
            with suppress(OSError):
                super().dump_bytecode(bucket)
