"""Artifacts → disk: write them, compare them with the disk, or show what would change.

All three start with the same plan, which compares and changes nothing. Writing survives a crash at any point:
1. Take the lock of the state folder, so that no other build runs. The lock ends with its process.
2. Remove what a killed build left next to its files, and plan again now that nothing else writes.
3. Stop before writing if errcat did not write a file that is in the way, or if it was edited.
4. Mark the manifest dirty: it now has every checksum that each file may have from here on.
5. Write each new file next to its destination, and sync it to disk.
6. Move the files into place in turn: a reader sees the old file or the new file, never a torn file.
7. Remove the files of earlier builds that this build no longer makes, if they are unedited.
8. Mark the manifest clean.
"""

from errcat.writing.apply import LOCK_TIMEOUT, WriteResult, write
from errcat.writing.differences import diff, listing
from errcat.writing.output_paths import check_outputs, state_folder
from errcat.writing.planning import FileChange, Plan, Scope, plan

__all__ = [
    "LOCK_TIMEOUT",
    "FileChange",
    "Plan",
    "Scope",
    "WriteResult",
    "check_outputs",
    "diff",
    "listing",
    "plan",
    "state_folder",
    "write",
]
