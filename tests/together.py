"""Several programs that begin at one moment, as near to it as threads can."""

from collections.abc import Callable
from threading import Barrier, Thread


def at_once(*programs: Callable[[], None]) -> None:
    """Run each in a thread of its own; raises what the first that failed raised."""
    ready, errors = Barrier(len(programs)), list[BaseException]()

    def run(program: Callable[[], None]) -> None:
        ready.wait()
        try:
            program()
        except BaseException as error:
            errors.append(error)

    threads = [Thread(target=run, args=(program,)) for program in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
