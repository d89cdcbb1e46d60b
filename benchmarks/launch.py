"""Run a program, and write to a file descriptor what its process cost.

Linux counts the memory of the process that starts a program as the program's own. This process is small.
"""

import json
import os
import sys
import time

descriptor, *command = sys.argv[1:]
start = time.perf_counter()
process = os.spawnvp(os.P_NOWAIT, command[0], command)  # noqa: S606 -- no shell is needed
_process, status, usage = os.wait4(process, 0)
figures = [usage.ru_utime + usage.ru_stime, time.perf_counter() - start, usage.ru_maxrss]
os.write(int(descriptor), json.dumps(figures).encode("ascii"))
os._exit(os.waitstatus_to_exitcode(status))
