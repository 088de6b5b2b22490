"""Memory that was let go goes back to the system, where the C library would rather keep it."""

import gc
from contextlib import suppress

_LARGE = 1 << 18
"""Blocks of so many bytes are had from the system, and given back to it, one by one."""

_MMAP_THRESHOLD, _ARENA_MAX = -3, -8  # see mallopt(3)


def keep_little() -> None:
    """Have large blocks given back as soon as they are free, and one heap for all threads.

    By itself glibc keeps blocks of up to 32 MB, once the first of them was let go, each thread in
    a heap of its own: among texts of 1 MB holes are left that nothing fits. Others are left alone.
    """
    import ctypes  # late: no start waits for this

    with suppress(AttributeError, OSError):
        option = ctypes.CDLL(None).mallopt
        option(_MMAP_THRESHOLD, _LARGE)
        option(_ARENA_MAX, 1)


def give_back() -> None:
    """Look for garbage, which is done hardly ever while one types, and give back what is free."""
    import ctypes

    gc.collect()
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
