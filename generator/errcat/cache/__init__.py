"""What earlier runs printed, in the user's cache folder: a run with the same arguments and inputs does nothing twice.

A remembered run has *facts*: everything that it read or relied on, with hashes of contents. The next run with the same
arguments observes them again, and prints the same text only if all of them are the same.

* key.py        what identifies a run: the arguments, the current folder, and the version of everything
* facts.py      the kinds of facts, and how to observe each
* folder.py     where the cache is, and whether it is safe to use
* entries.py    entries in that folder: data only, written atomically, with a limit of size
* run.py        a run: replay it, or remember it

`cli.py` asks for a replay before it imports anything else. So this room imports nothing of errcat, and only modules of
the standard library that load fast.
"""

from errcat.cache.facts import Fact
from errcat.cache.run import NO_CACHE, Printed, Run

__all__ = ["NO_CACHE", "Fact", "Printed", "Run"]
