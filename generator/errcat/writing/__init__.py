"""Artifacts → disk, in one of three ways: write them, check what is there against them, or show what would change.

All three start from the same plan, which compares and touches nothing. Writing is safe against being killed anywhere:

1. The lock of the state folder: one build at a time; it goes with the process that holds it.
2. What a killed build left beside its files is removed, and the plan is made again, now that nobody else writes.
3. A file that errcat did not write, or that somebody edited, stops the build before anything is written.
4. The manifest is marked dirty: per file it has every checksum that may be on disk from here on.
5. Every new file is written beside the one it is for, and synced to disk.
6. One after the other takes its place: whoever reads one sees the old file or the new one, whole.
7. What a past build made and this one does not is removed, if it is still as errcat wrote it.
8. The manifest is marked clean.
"""

from errcat.writing.apply import PATIENCE, WriteResult, write
from errcat.writing.differences import diff, listing
from errcat.writing.output_paths import check_outputs, state_folder
from errcat.writing.planning import FileChange, Plan, Scope, plan

__all__ = [
    "PATIENCE",
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
